import ArgumentParser
import Migrations
import PostgresMigrations

struct MigrateRepairCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Say what to do about what is wrong, or do it.",
        usage: """
            shiplog migrate repair --dir migrations
            shiplog migrate repair 7 --as resume --dir migrations --reason "disk was full"
            """,
        discussion: """
            Without a version it only explains. --as applied: the schema is as after the step. \
            --as not-applied: as before it, so the record goes. --as resume: run the statements \
            that are left. --as accept-file: the file as it is now is what was applied.
            """)

    @Argument(help: "The version whose record is wrong.") var version: MigrationVersion?
    @Option(name: .customLong("as"), help: "What is true of it. Needs --reason.")
    var kind: MigrationRepair?
    @OptionGroup var options: MigrateOptions

    func validate() throws {
        guard (version == nil) == (kind == nil) else {
            throw ValidationError("give a version and --as, or neither")
        }
        if kind != nil, options.reason?.isEmpty ?? true {
            throw ValidationError("--as needs --reason")
        }
    }

    func run(in session: MigrateSession) async throws -> ExitCode {
        if let version, let kind {
            try await session.runner.repair(version, kind, session.files)
            return try await session.finish([])
        }
        let history = try await session.history()
        let wrong = history.findings.filter { !$0.isHarmless }
        for finding in wrong {
            for line in Self.advice(finding, history) { session.console.write(line) }
        }
        let indexes = try await InvalidIndex.all(on: session.connection)
        for index in indexes { session.console.write(index.advice) }
        if wrong.isEmpty, indexes.isEmpty { session.console.say("There is nothing to repair.") }
        return wrong.isEmpty && indexes.isEmpty ? .success : .waitsForPerson
    }

    private static func advice(_ finding: MigrationFinding, _ history: MigrationHistory) -> [String]
    {
        let progress = history.record(finding.version).flatMap(progress)
        let choices = MigrationRepair.allCases.filter { $0.mends(finding.kind) }
        return ["\(finding)"] + (finding.kind == .unfinished ? progress.map { [$0] } ?? [] : [])
            + choices.map {
                "  shiplog migrate repair \(finding.version) --as \($0.rawValue) --reason …"
            }
    }

    /// `2 statements of the up block took effect; look whether the next one did`.
    private static func progress(_ record: AppliedMigration) -> String? {
        let count = record.statementsDone
        return "  \(count) \(count == 1 ? "statement" : "statements") of the "
            + "\(record.direction.rawValue) block took effect; the next one "
            + (record.state == .failed ? "failed" : "may have, too: look at the schema")
    }
}
