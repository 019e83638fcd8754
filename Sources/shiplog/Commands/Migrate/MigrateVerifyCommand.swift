import ArgumentParser
import Migrations

struct MigrateVerifyCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether the files and the database tell the same story.",
        usage: """
            shiplog migrate verify
            shiplog migrate verify --dir migrations -o json
            """,
        discussion: """
            Finds files that were edited after they ran, down blocks that are not the stored ones, \
            files that are gone or came late, and steps that are half done: exit code 7.
            """)

    @OptionGroup var options: MigrateOptions

    func run(in session: MigrateSession) async throws -> ExitCode {
        let findings = try await session.history().findings
        if session.isJSON {
            try session.write(findings.map(MigrateDocument.Finding.init))
        } else {
            for finding in findings { session.console.write("\(finding)") }
        }
        let isFine = findings.map(\.isHarmless).allSatisfy { $0 }
        if isFine { session.console.say("The files and the database agree.") }
        return isFine ? .success : .conflict
    }
}
