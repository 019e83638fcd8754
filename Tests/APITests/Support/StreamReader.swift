import Dispatch
import Glibc
import LedgerCore
import Testing

/// Reads an answer while it comes, over a socket of its own.
///
/// Used by one task after another, never by two at once.
final class StreamReader: @unchecked Sendable {
    private let socket: Int32
    private(set) var text = ""
    private(set) var isClosed = false

    /// - Parameter buffer: bytes that the system keeps for a reader that does not read.
    init(
        _ path: String, of api: APIFixture, headers: [String: String] = [:], buffer: Int32? = nil
    ) throws {
        let port = try #require(UInt16(api.base.split(separator: ":").last ?? ""))
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var buffer {
            unsafe setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(4))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0)
        let lines = (["GET \(path) HTTP/1.1", "Host: localhost"] + headers.map { "\($0): \($1)" })
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        try #require(unsafe send(socket, bytes, bytes.count, 0) == bytes.count)
    }

    deinit { close(socket) }

    /// Takes what has come.
    func take() {
        var bytes = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe recv(socket, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            guard count > 0 else {
                if count == 0 || errno != EAGAIN { isClosed = true }
                return
            }
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    /// Reads until a condition holds; half a minute bounds a failure only.
    @discardableResult
    func read(until isEnough: (StreamReader) -> Bool) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(30)
        take()
        while !isEnough(self) {
            try #require(ContinuousClock.now < deadline, "only came: \(text.suffix(2000))")
            await waitForBytes(until: deadline)
            take()
        }
        return text
    }

    /// Returns when there is something to take, the end included.
    private func waitForBytes(until deadline: ContinuousClock.Instant) async {
        let patience = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
        await withCheckedContinuation { continuation in
            // It blocks, so not on a thread that tasks share.
            Self.waiting.async { [socket] in
                var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&wanted, 1, Int32(max(0, patience)))
                continuation.resume()
            }
        }
    }

    private static let waiting = DispatchQueue(label: "readers", attributes: .concurrent)

    var status: Int? { Int(text.dropFirst(9).prefix(3)) }

    /// The positions of the events that came whole.
    var ids: [Int] {
        text.components(ending: "\n\n").compactMap { block in
            guard let start = block.firstRange(of: "id: ") else { return nil }
            return Int(block[start.upperBound...].prefix { $0.isNumber })
        }
    }

    /// The end of a chunked body, so that the client knows that it is whole.
    var isWhole: Bool { text.hasSuffix("\r\n0\r\n\r\n") }
}

extension String {
    /// The parts that end with the mark, without what comes after the last one.
    fileprivate func components(ending mark: String) -> [Substring] {
        Array(split(separator: mark, omittingEmptySubsequences: false).dropLast())
    }
}
