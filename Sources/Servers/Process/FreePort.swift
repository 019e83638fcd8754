import Glibc
import Synchronization

/// Ports that nobody listens on.
package enum FreePort {
    private static let given = Mutex<Set<Int>>([])

    /// Below the ports that Linux gives to outgoing connections (32,768 and up): one of those may be
    /// taken by any conversation between this answer and the server's start.
    private static let range = 20_000..<32_000

    /// A TCP port on 127.0.0.1 that was free a moment ago, and is given to nobody else by this
    /// process.
    ///
    /// Another process may take it before the caller does; ports are drawn at random, so that is
    /// rare, and the server that loses says so when it starts.
    package static func next() throws(ServerError) -> Int {
        for _ in 0..<1000 {
            let port = Int.random(in: range)
            guard given.withLock({ $0.insert(port).inserted }) else { continue }
            if try isFree(port) { return port }
        }
        throw ServerError(.didNotStart, "no free port on 127.0.0.1")
    }

    private static func isFree(_ port: Int) throws(ServerError) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ServerError(.didNotStart, "no socket left") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, size)
            }
        } == 0
    }
}
