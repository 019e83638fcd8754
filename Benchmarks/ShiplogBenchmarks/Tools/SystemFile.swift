import Foundation

/// The kernel's own files, which have no length to read ahead of their text.
enum SystemFile {
    /// Empty when there is no such file: a process may end at any time.
    static func text(_ path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { handle.closeFile() }
        return String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
    }
}
