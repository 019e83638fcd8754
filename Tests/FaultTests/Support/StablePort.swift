import Synchronization
import Testing

/// Ports for servers that are killed and come back.
///
/// The kernel gives the ports from 32768 up to outgoing connections, and might give one away while
/// its server is gone; these are below.
enum StablePort {
    private static let taken = Mutex<Set<Int>>([])

    /// A TCP port that nobody uses and that was not given out before by this process.
    static func next() throws -> Int {
        let used = Set(TCPSocket.all.map(\.localPort))
        let port = taken.withLock { taken in
            (20_000..<32_000).shuffled().first { port in
                !used.contains(port) && taken.insert(port).inserted
            }
        }
        return try #require(port, "no port is free")
    }
}
