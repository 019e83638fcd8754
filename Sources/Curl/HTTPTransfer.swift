import CCurl

/// One HTTP request on its way.
final class HTTPTransfer: Transfer, @unchecked Sendable {
    // Unchecked: `answer` has a lock; the rest is touched by the client's thread only, once the
    // transfer has been handed to it.
    let answer = PendingAnswer<HTTPResponse>()
    let wait: SocketWait? = nil
    private let request: HTTPRequest
    private let limits: CurlLimits
    private let gate: ConnectionGate
    private var headers = HeaderBlock()
    private var body: [UInt8] = []
    private var isTooLarge = false

    init(_ request: HTTPRequest, policy: AddressPolicy, limits: CurlLimits) {
        self.request = request
        self.limits = limits
        gate = ConnectionGate(policy)
    }

    func prepare(_ handle: EasyHandle) throws(CurlError) {
        try handle.setCommon(
            gate: gate, timeout: request.timeout, connectTimeout: limits.connectTimeout)
        try handle.set(CURLOPT_URL, try request.checkedURL())
        if let body = request.body { try handle.setBody(body) }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        try handle.setHeaders(try request.headerLines())
        try handle.set(CURLOPT_HEADERDATA, context: self)
        unsafe try handle.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
            unsafe HTTPTransfer.at(context).takeHeader(
                UnsafeRawBufferPointer(start: bytes, count: count))
        }
        try handle.set(CURLOPT_WRITEDATA, context: self)
        unsafe try handle.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
            unsafe HTTPTransfer.at(context).takeBody(
                UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }

    func finish(_ result: CURLcode, on handle: EasyHandle) {
        answer.give(outcome(result, on: handle))
    }

    func advance(on handle: EasyHandle) {}

    private func outcome(
        _ result: CURLcode, on handle: EasyHandle
    ) -> Result<HTTPResponse, CurlError> {
        if isTooLarge {
            return .failure(CurlError(.tooLarge, "The answer is larger than allowed"))
        }
        guard result == CURLE_OK else {
            let wasSent = handle.number(CURLINFO_REQUEST_SIZE) > 0
            return .failure(gate.refusal ?? CurlError(result, sent: wasSent))
        }
        return .success(
            HTTPResponse(
                status: handle.number(CURLINFO_RESPONSE_CODE), headers: headers.fields, body: body,
                openedConnections: handle.number(CURLINFO_NUM_CONNECTS)))
    }
}

/// libcurl's callbacks; taking fewer bytes than offered ends the transfer.
extension HTTPTransfer {
    private static func at(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer {
        guard let context = unsafe context else { preconditionFailure("libcurl lost the context") }
        return unsafe Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        unsafe headers.take(String(decoding: bytes, as: UTF8.self))
        isTooLarge = headers.bytes > limits.maximumHeaderBytes
        return isTooLarge ? 0 : bytes.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        isTooLarge = body.count + bytes.count > limits.maximumBodyBytes
        if isTooLarge { return 0 }
        unsafe body.append(contentsOf: bytes)
        return bytes.count
    }
}
