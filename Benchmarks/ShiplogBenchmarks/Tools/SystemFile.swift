import Foundation

/// The kernel's own files, which have no length to read ahead of their text.
enum SystemFile {
    /// Empty when there is no such file: a process may end at any time.
    static func text(_ path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? handle.close() }
        // Between the two calls a process may end as well.
        return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
    }
}
