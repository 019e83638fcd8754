import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateStatusCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what is applied, what is pending, what is wrong.",
        usage: """
            shiplog migrate status
            shiplog migrate status --dir migrations --exit-code
            """)

    @Flag(help: "End with 7 when something is pending.") var exitCode = false
    @OptionGroup var options: MigrateOptions

    func run(in session: MigrateSession) async throws -> ExitCode {
        let history = try await session.history()
        let indexes = try await InvalidIndex.all(on: session.connection)
        if session.isJSON {
            try session.write(Self.document(history, indexes))
        } else {
            Self.show(history, indexes, on: session.console)
        }
        return exitCode && !history.pending.isEmpty ? .conflict : .success
    }

    private static func show(
        _ history: MigrationHistory, _ indexes: [InvalidIndex], on console: Console
    ) {
        var table = Table("VERSION", "NAME", "STATE", "APPLIED")
        for row in rows(history) {
            table.add(
                "\(row.version)", "\(row.name)", .init(status: row.state), .init(row.appliedAt))
        }
        for line in table.lines(console.style) { console.write(line) }
        for finding in history.findings { console.say("\(finding)") }
        for index in indexes { console.say(index.advice) }
    }

    private static func document(
        _ history: MigrationHistory, _ indexes: [InvalidIndex]
    ) -> MigrateDocument.Status {
        .init(
            current: history.current?.description, migrations: rows(history),
            findings: history.findings.map(MigrateDocument.Finding.init),
            invalidIndexes: indexes.map(\.name))
    }

    /// What is applied in the order of applying, then what is pending.
    private static func rows(_ history: MigrationHistory) -> [MigrateDocument.Status.Migration] {
        history.applied.map { record in
            .init(
                version: "\(record.version)", name: record.name, state: record.state.rawValue,
                appliedAt: record.appliedAt)
        }
            + history.pending.map { file in
                .init(
                    version: "\(file.version)", name: file.name, state: "pending", appliedAt: nil)
            }
    }
}
