import ArgumentParser
import Foundation

/// The files of an export.
enum ExportFile {
    static func manifest(of path: String) -> String { path + ".manifest.json" }

    /// Replaces what is there.
    ///
    /// - Throws: ``ClientFailure``.
    static func write(_ bytes: [UInt8], to path: String) throws(ClientFailure) {
        do { try Data(bytes).write(to: URL(fileURLWithPath: path)) } catch {
            throw ClientFailure(.failure, "\(path) cannot be written")
        }
    }

    /// - Throws: ``ClientFailure`` with `VerifyCommand`'s code for what could not be checked.
    static func read(_ path: String) throws(ClientFailure) -> [UInt8] {
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw ClientFailure(.notProven, "\(path) cannot be read")
        }
        return Array(contents)
    }

    /// Hands out line by line, without the newlines; an export need not fit into memory.
    static func forEachLine(of path: String, _ body: ([UInt8]) -> Void) throws(ClientFailure) {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var rest: [UInt8] = []
            while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
                rest.append(contentsOf: chunk)
                var lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
                let unfinished = Array(lines.removeLast())
                for line in lines { body(Array(line)) }
                rest = unfinished
            }
            if !rest.isEmpty { body(rest) }
            try file.close()
        } catch {
            throw ClientFailure(.notProven, "\(path) cannot be read")
        }
    }
}
