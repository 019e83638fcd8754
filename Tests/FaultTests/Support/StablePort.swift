import FoundationEssentials
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
        let used = Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap(localPorts))
        let port = taken.withLock { taken in
            (20_000..<32_000).shuffled().first { port in
                !used.contains(port) && taken.insert(port).inserted
            }
        }
        return try #require(port, "no port is free")
    }

    /// The second column is `address:port`, in hexadecimal digits.
    private static func localPorts(_ file: String) -> [Int] {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
            .split(separator: "\n").dropFirst()
            .compactMap { line in
                let columns = line.split(separator: " ")
                return columns.count > 1
                    ? columns[1].split(separator: ":").last.flatMap { Int($0, radix: 16) } : nil
            }
    }
}
