import Migrations
import Postgres

extension MigrationRunner {
    /// Runs steps in one transaction, again when a table could not be locked.
    func runTogether(_ steps: [MigrationStep], _ lock: MigrationLock) async throws {
        var pauses = settings.retryPauses.makeIterator()
        while true {
            try await lock.check()
            do {
                return try await attempt(steps)
            } catch let failure as MigrationFailure {
                _ = try? await connection.run(script: "ROLLBACK")
                guard failure.isLockTrouble, let pause = pauses.next() else {
                    try await recordFailure(of: failure, steps)
                    throw failure
                }
                report(.retrying(steps[0], pause))
                try await Task.sleep(for: pause)
            }
        }
    }

    private func attempt(_ steps: [MigrationStep]) async throws {
        var times: [Duration] = []
        try await connection.run(script: "BEGIN; " + limits("LOCAL"))
        for step in steps {
            report(.started(step))
            let start = ContinuousClock.now
            try await runStatements(of: step)
            times.append(.now - start)
            try await record(step, times.last ?? .zero)
        }
        do throws(PostgresError) {
            // What a migration set for the session is none of the next one's.
            try await connection.run(script: "COMMIT", timeout: patience)
            try await connection.run(script: Self.freshSession)
        } catch {
            guard let last = steps.last, !error.isConnectionLost else { throw error }
            throw MigrationFailure(error, in: last, nil)
        }
        for (step, time) in zip(steps, times) { report(.finished(step, time)) }
    }

    private func runStatements(of step: MigrationStep) async throws {
        if case .undo(let record) = step.record {
            guard try await table.isUnchanged(record, on: connection) else {
                throw MigrationFailure(
                    .changedMeanwhile, "the record of \(record.label) was changed meanwhile")
            }
        }
        for statement in step.block?.statements ?? [] {
            try await run(statement, of: step)
            guard await connection.isInTransaction else {
                throw Self.left(step, statement)
            }
        }
    }

    private static func left(
        _ step: MigrationStep, _ statement: SQLStatement
    ) -> MigrationFailure {
        var failure = MigrationFailure(
            .leftTransaction, "the statement ended the migration's transaction; what it did stays")
        failure.source = step.source
        failure.place = statement.place
        failure.line = step.block?.line(statement.place.line)
        return failure
    }

    func run(_ statement: SQLStatement, of step: MigrationStep) async throws {
        do throws(PostgresError) {
            try await connection.run(script: statement.text, timeout: patience)
        } catch {
            guard !error.isConnectionLost, error.code != .cancelled else { throw error }
            throw MigrationFailure(error, in: step, statement)
        }
    }

    private func record(_ step: MigrationStep, _ time: Duration) async throws {
        // The step may have taken another role, which has no rights here.
        try await connection.run(script: "RESET ROLE")
        switch step.record {
        case .apply(let file):
            try await table.insert(
                file, state: .applied, by: settings.actor,
                milliseconds: Int(time.wholeMilliseconds), on: connection)
            try await log(.applied, file.version, file.name)
        case .undo(let record):
            try await table.delete(record.key, on: connection)
            try await log(.rolledBack, record.version, record.name)
        }
    }

    /// A failure belongs in the log too; the step that failed is the one whose text it points at.
    func recordFailure(of failure: MigrationFailure, _ steps: [MigrationStep]) async throws {
        let failed = steps.first { $0.source == failure.source } ?? steps[0]
        switch failed.record {
        case .apply(let file):
            try await log(.failed, file.version, file.name, failure.description)
        case .undo(let record):
            try await log(.failed, record.version, record.name, failure.description)
        }
    }

    func log(
        _ action: MigrationAction, _ version: MigrationVersion, _ name: String,
        _ reason: String? = nil
    ) async throws(PostgresError) {
        try await table.log(
            action, version, name, by: settings.actor, reason: reason ?? settings.reason,
            on: connection)
    }
}
