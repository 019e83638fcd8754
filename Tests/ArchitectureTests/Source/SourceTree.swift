import Foundation

/// The repository that these tests were built from.
enum SourceTree {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let sources = Result { try read("Sources") }
    private static let tests = Result { try read("Tests") }

    /// Every Swift file of `Sources`, read once.
    static func sourceFiles() throws -> [SourceFile] { try sources.get() }

    /// Every Swift file of `Tests`, read once.
    static func testFiles() throws -> [SourceFile] { try tests.get() }

    static func allFiles() throws -> [SourceFile] { try sourceFiles() + testFiles() }

    private static func read(_ folder: String) throws -> [SourceFile] {
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: root.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let path = "\(folder)/\(name)"
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return SourceFile(path: path, text: text)
        }
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
