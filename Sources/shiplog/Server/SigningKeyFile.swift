import Foundation
import Transparency

/// A private key in a file that only its owner may read.
enum SigningKeyFile {
    /// Makes a new file; one that is there is left alone, as its key may have signed already.
    ///
    /// - Throws: ``Failure`` when the file is there or cannot be written.
    static func make(_ path: String, for name: String) throws -> NoteVerifierKey {
        guard let signer = NoteSigner(generatingFor: name) else {
            throw Failure(
                description: "a log's name has no spaces and no plus, such as example.com/log")
        }
        do {
            // Closed to others before there is anything to read in it.
            try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.write(contentsOf: Data((signer.secret + "\n").utf8))
            try file.synchronize()
            try file.close()
        } catch {
            throw Failure(description: "\(path) is there already, or cannot be written")
        }
        return signer.verifier
    }

    /// The key of a directory that one machine keeps for itself.
    static func makeIfMissing(in directory: String) throws -> String {
        let path = directory + "/signing-key"
        if !FileManager.default.fileExists(atPath: path) {
            _ = try make(path, for: "localhost/shiplog")
        }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    struct Failure: Error, CustomStringConvertible { let description: String }
}
