import Foundation

/// The repository that these tests were built from.
enum SourceTree {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file of `Sources` or `Tests`.
    static func files(in folder: String) throws -> [SourceFile] {
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: root.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let path = "\(folder)/\(name)"
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return SourceFile(path: path, text: text)
        }
    }

    static func allFiles() throws -> [SourceFile] {
        try files(in: "Sources") + files(in: "Tests")
    }

    /// The directories of `Sources` or `Tests`, which are the targets.
    static func targets(in folder: String) throws -> [String] {
        try FileManager.default
            .contentsOfDirectory(
                at: root.appending(path: folder), includingPropertiesForKeys: [.isDirectoryKey]
            )
            .filter(\.hasDirectoryPath).map(\.lastPathComponent).sorted()
    }
}
