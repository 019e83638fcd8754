import FoundationEssentials
import Glibc

/// A new directory for one run, removed with all that is in it when released.
///
/// Its path is short, because the path of a Unix socket inside may have 107 bytes. Other users may
/// pass through (mode 0711), which Postgres needs to reach its part, but cannot list it.
package final class PrivateDirectory: Sendable {
    package let path: String

    /// Makes the directory under `TMPDIR`, or under `/tmp` when `TMPDIR` is unset or long.
    package init() throws(ServerError) {
        let wanted = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        let parent = wanted.isEmpty || wanted.utf8.count > 40 ? "/tmp" : wanted
        var template = Array("\(parent)/sl-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil, unsafe chmod(template, 0o711) == 0 else {
            throw ServerError(.didNotStart, "cannot make a directory in \(parent)")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { remove() }

    /// Removes the directory, or does nothing when it is gone; stop the servers in it first.
    package func remove() {
        // A process that was killed a moment ago may still add a file: a second round gets that.
        // What cannot be removed even then is left, like any other leftover in `/tmp`.
        for _ in 1...3 where FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
