import Foundation

/// Tells who waits what is going on; the table alone goes to standard output.
enum Progress {
    static func say(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }
}
