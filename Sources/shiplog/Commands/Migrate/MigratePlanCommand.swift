import ArgumentParser
import Migrations

struct MigratePlanCommand: MigrateVerb {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show the SQL that would run, and change nothing.",
        usage: """
            shiplog migrate plan --dir migrations
            shiplog migrate plan --dir migrations --rollback-to 12
            """)

    @Option(help: "The last version to apply.") var to: MigrationVersion?
    @Option(help: "Plan a rollback to this version instead.") var rollbackTo: MigrationVersion?
    @Flag(help: "Also apply what is older than something that is applied.")
    var allowOutOfOrder = false
    @OptionGroup var undo: UndoOptions
    @OptionGroup var options: MigrateOptions

    func validate() throws {
        guard to == nil || rollbackTo == nil else {
            throw ValidationError("--to and --rollback-to exclude each other")
        }
    }

    func run(in session: MigrateSession) async throws -> ExitCode {
        let history = try await session.history()
        let steps =
            if let rollbackTo {
                try history.rollBack(to: rollbackTo, undo.policy)
            } else {
                try history.up(to: to, allowsOutOfOrder: allowOutOfOrder)
            }
        if session.isJSON {
            try session.write(steps.map(MigrateDocument.Planned.init))
        } else {
            for line in steps.flatMap(Self.lines) { session.console.write(line) }
            if steps.isEmpty { session.console.say("There is nothing to do.") }
        }
        return .success
    }

    private static func lines(_ step: MigrationStep) -> [String] {
        let how = step.isTransactional ? "in a transaction" : "statement by statement"
        let verb = step.direction == .up ? "apply" : "undo"
        let statements = step.block?.statements.map { "\($0.text);" }
        return ["-- \(verb) \(step.label), \(how), from \(step.source)"]
            + (statements ?? ["-- only its record is taken away"]) + [""]
    }
}

extension MigrateDocument {
    struct Planned: Encodable {
        let version: String
        let direction: String
        let isTransactional: Bool
        let source: String
        let statements: [String]

        init(_ step: MigrationStep) {
            version = step.version.description
            direction = step.direction.rawValue
            isTransactional = step.isTransactional
            source = step.source
            statements = step.block?.statements.map(\.text) ?? []
        }
    }
}
