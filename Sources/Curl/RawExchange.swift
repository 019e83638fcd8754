import CCurl

/// Bytes sent over a connection of their own, and everything that comes back until it is closed.
final class RawExchange: Transfer, @unchecked Sendable {
    // Unchecked: `answer` has a lock; the rest is touched by the client's thread only, once the
    // transfer has been handed to it.
    let answer = PendingAnswer<[UInt8]>()
    private(set) var wait: SocketWait?
    private let peer: ExchangePeer
    private let timeout: Duration
    private let limits: CurlLimits
    private let gate: ConnectionGate
    private let deadline: ContinuousClock.Instant
    private var unsent: ArraySlice<UInt8>
    private var didSend = false
    private var received: [UInt8] = []

    init(
        _ bytes: [UInt8], with peer: ExchangePeer, timeout: Duration, policy: AddressPolicy,
        limits: CurlLimits
    ) {
        self.peer = peer
        self.timeout = timeout
        self.limits = limits
        gate = ConnectionGate(policy)
        deadline = .now + timeout
        unsent = bytes[...]
    }

    /// Asks libcurl for the connection only, which it makes as for HTTP.
    func prepare(_ handle: EasyHandle) throws(CurlError) {
        try handle.setCommon(gate: gate, timeout: timeout, connectTimeout: limits.connectTimeout)
        try handle.set(CURLOPT_CONNECT_ONLY, 1)
        try handle.set(CURLOPT_FRESH_CONNECT, 1)
        try handle.set(CURLOPT_URL, peer.url)
        if let path = peer.unixSocketPath { try handle.set(CURLOPT_UNIX_SOCKET_PATH, path) }
    }

    func finish(_ result: CURLcode, on handle: EasyHandle) {
        guard result == CURLE_OK else {
            return fail(gate.refusal ?? CurlError(result, sent: didSend))
        }
        advance(on: handle)
    }

    func advance(on handle: EasyHandle) {
        do throws(CurlError) {
            try send(on: handle)
            try receive(on: handle)
        } catch {
            return fail(error)
        }
        guard !isAnswered else { return }
        guard deadline > .now else {
            return fail(CurlError(CURLE_OPERATION_TIMEDOUT, sent: didSend))
        }
        wait = SocketWait(
            socket: handle.socket, wantsToWrite: !unsent.isEmpty, deadline: deadline)
    }

    private func send(on handle: EasyHandle) throws(CurlError) {
        while !unsent.isEmpty {
            var count = 0
            let result = unsafe unsent.withUnsafeBytes { bytes in
                unsafe curl_easy_send(handle.raw, bytes.baseAddress, bytes.count, &count)
            }
            if result == CURLE_AGAIN { return }
            guard result == CURLE_OK else { throw CurlError(result, sent: didSend) }
            didSend = didSend || count > 0
            unsent.removeFirst(count)
        }
    }

    private func receive(on handle: EasyHandle) throws(CurlError) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            var count = 0
            let result = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe curl_easy_recv(handle.raw, bytes.baseAddress, bytes.count, &count)
            }
            if result == CURLE_AGAIN { return }
            guard result == CURLE_OK else { throw CurlError(result, sent: didSend) }
            if count == 0 { return try end() }
            received.append(contentsOf: buffer.prefix(count))
            guard received.count <= limits.maximumBodyBytes else {
                throw CurlError(.tooLarge, "The answer is larger than allowed")
            }
        }
    }

    /// The other side has closed.
    private func end() throws(CurlError) {
        guard unsent.isEmpty else { throw CurlError(CURLE_SEND_ERROR, sent: didSend) }
        answer.give(.success(received))
    }
}
