import ArgumentParser
import Foundation
import Transparency

/// `shiplog signing-key`: makes the key that seals the log.
struct SigningKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signing-key", abstract: "Make a key that signs the log's checkpoints.",
        usage: """
            shiplog signing-key ledger.example.com/production --out /run/secrets/signing-key
            SHIPLOG_SIGNING_KEY_FILE=/run/secrets/signing-key shiplog api …
            """,
        discussion: """
            The private key goes to the file, which only its owner may read; the public one to the \
            standard output: give it to your auditors. A file that is there is never written over. \
            Exit codes: 1 the file is there or cannot be written.
            """)

    @Argument(help: "The log's name for ever, such as ledger.example.com/production.")
    var name: String

    @Option(help: "The file to make.") var out: String

    func run() throws {
        do { print(try SigningKeyFile.make(out, for: name).text) } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}
