import Executors
import Glibc

/// Asks servers on this machine one question, to see whether they answer.
///
/// It has a thread of its own because a server that is just starting may accept and say nothing.
actor Probe {
    enum Address: Sendable {
        case unix(path: String)
        /// A port on 127.0.0.1.
        case port(Int)
    }

    static let shared = Probe()
    /// The longest path that fits `sockaddr_un`, without the closing zero.
    static let longestSocketPath = 107

    private let thread = BlockingExecutor(name: "probe")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// Sends `question` and reads until the server closes, says nothing for 200 ms, or its text
    /// contains `ending`; `nil` when nobody listens or nothing came.
    func ask(_ address: Address, _ question: String, until ending: String? = nil) -> String? {
        guard let descriptor = connected(to: address) else { return nil }
        defer { close(descriptor) }
        let bytes = Array(question.utf8)
        guard unsafe send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        else { return nil }
        var answer = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += String(decoding: buffer.prefix(count), as: UTF8.self)
            if let ending, answer.contains(ending) { break }
        }
        return answer.isEmpty ? nil : answer
    }

    private func connected(to address: Address) -> Int32? {
        let family = if case .unix = address { AF_UNIX } else { AF_INET }
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(family, Int32(flags), 0)
        guard descriptor >= 0 else { return nil }
        var patience = timeval(tv_sec: 0, tv_usec: 200_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        let code =
            switch address {
            case .unix(let path): connect(descriptor, toUnixSocket: path)
            case .port(let port): connect(descriptor, toPort: port)
            }
        if code == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    private func connect(_ descriptor: Int32, toUnixSocket path: String) -> Int32 {
        guard path.utf8.count <= Self.longestSocketPath else { return -1 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8)
        }
        return connect(descriptor, to: &address)
    }

    private func connect(_ descriptor: Int32, toPort port: Int) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        address.sin_port = in_port_t(port).bigEndian
        return connect(descriptor, to: &address)
    }

    private func connect<Address>(_ descriptor: Int32, to address: inout Address) -> Int32 {
        unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
