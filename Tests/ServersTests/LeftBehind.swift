import FoundationEssentials

/// The processes that a process leaves behind, written down before it dies.
enum LeftBehind {
    static func write(_ pids: [Int32], in directory: String) throws {
        let text = pids.map(String.init).joined(separator: " ")
        try Data(text.utf8).write(to: file(in: directory))
    }

    static func read(in directory: String) throws -> [Int32] {
        try String(contentsOf: file(in: directory), encoding: .utf8)
            .split(separator: " ").compactMap { Int32($0) }
    }

    private static func file(in directory: String) -> URL {
        URL(filePath: directory + "/left-behind")
    }
}
