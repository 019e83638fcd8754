import Foundation

/// A stored event's data as some version of this program wrote it, kept for ever.
struct GoldenFile {
    /// The directory beside the tests.
    static let directory =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(2).joined(separator: "/") + "/Golden"

    /// Such as `traffic.drifted`.
    let name: String
    let schema: Int

    var fileName: String { "\(name).v\(schema).json" }

    /// The data without the line's end.
    func bytes() throws -> [UInt8] {
        let text = try String(contentsOfFile: Self.directory + "/" + fileName, encoding: .utf8)
        return Array(text.utf8.dropLast(text.hasSuffix("\n") ? 1 : 0))
    }
}
