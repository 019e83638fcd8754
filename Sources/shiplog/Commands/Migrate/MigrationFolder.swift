import Foundation
import Migrations

/// The files of a folder.
struct MigrationFolder {
    let files: [MigrationFile]
    /// `.sql` files whose names are none of ours, sorted.
    let ignored: [String]

    /// - Throws: ``ClientFailure`` when the folder cannot be read, `MigrationFileError`.
    init(_ path: String) throws {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(".sql") }.sorted()
        } catch {
            throw ClientFailure(.configuration, "the folder \(path) cannot be read")
        }
        ignored = names.filter { MigrationFile.parts(of: $0) == nil }
        files = try names.filter { MigrationFile.parts(of: $0) != nil }.map { name in
            guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"),
                let text = String(data: data, encoding: .utf8)
            else { throw ClientFailure(.configuration, "\(path)/\(name) is not readable UTF-8") }
            return try MigrationFile(fileName: name, text: text)
        }
    }
}
