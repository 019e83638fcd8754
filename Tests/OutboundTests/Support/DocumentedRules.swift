import FoundationEssentials
import Testing

/// The rules of HAProxy's backend that `docs/routers.md` tells people to have.
enum DocumentedRules {
    /// - Parameter map: takes the place of the documented path.
    static func lines(map: String) throws -> [String] {
        let page =
            #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
            + "/docs/routers.md"
        let bytes = try #require(FileManager.default.contents(atPath: page))
        let blocks = String(decoding: bytes, as: UTF8.self).split(separator: "```")
        let block = try #require(blocks.first { $0.hasPrefix("haproxy\n") })
        return block.split(separator: "\n").map(String.init).filter { line in
            line.hasPrefix("  http-request") || line.hasPrefix("  use-server")
        }.map { $0.replacing("/etc/haproxy/users.map", with: map) }
    }
}
