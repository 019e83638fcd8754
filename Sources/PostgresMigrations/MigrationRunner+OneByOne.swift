import Migrations
import Postgres

/// Steps without a transaction: after each statement the record says how far they are.
extension MigrationRunner {
    /// - Parameter begun: the record of an earlier run that did not end; `nil` begins.
    func runOneByOne(
        _ step: MigrationStep, _ lock: MigrationLock, resuming begun: AppliedMigration? = nil
    ) async throws {
        try await lock.check()
        report(.started(step))
        let start = ContinuousClock.now
        if begun == nil { try await begin(step) }
        let statements = step.block?.statements ?? []
        for index in statements.indices.dropFirst(begun?.statementsDone ?? 0) {
            try await runOne(index, of: step)
            try await table.mark(
                step.key, .running, step.direction, statementsDone: index + 1, on: connection)
        }
        try await connection.run(script: Self.freshSession)
        try await end(step)
        report(.finished(step, .now - start))
    }

    private func begin(_ step: MigrationStep) async throws {
        switch step.record {
        case .apply(let file):
            try await table.insert(file, state: .running, by: settings.actor, on: connection)
        case .undo(let record):
            try await table.mark(
                record.key, .running, .down, statementsDone: 0, on: connection)
        }
    }

    private func end(_ step: MigrationStep) async throws {
        switch step.record {
        case .apply(let file):
            try await table.mark(step.key, .applied, .up, statementsDone: 0, on: connection)
            try await log(.applied, file.version, file.name)
        case .undo(let record):
            try await table.delete(record.key, on: connection)
            try await log(.rolledBack, record.version, record.name)
        }
    }

    /// Tries a statement again that could not lock its table, unless it left something behind.
    private func runOne(_ index: Int, of step: MigrationStep) async throws {
        guard let statement = step.block?.statements[index] else { return }
        let before = try await InvalidIndex.all(on: connection)
        var pauses = settings.retryPauses.makeIterator()
        while true {
            do {
                try await connection.run(script: limits("SESSION"))
                try await run(statement, of: step)
                try await connection.run(script: "RESET ROLE")
                return
            } catch var failure as MigrationFailure {
                let left = try await InvalidIndex.all(on: connection).filter {
                    !before.contains($0)
                }
                if left.isEmpty, failure.isLockTrouble, let pause = pauses.next() {
                    report(.retrying(step, pause))
                    try await Task.sleep(for: pause)
                    continue
                }
                failure.statementsKept = index
                failure.notes += left.map(\.advice)
                try await fail(step, failure, isHalfDone: index > 0 || !left.isEmpty)
                throw failure
            }
        }
    }

    /// Only what may really be half done asks for a person: nothing of a first statement stays.
    private func fail(
        _ step: MigrationStep, _ failure: MigrationFailure, isHalfDone: Bool
    ) async throws {
        try await connection.run(script: Self.freshSession)
        switch step.record {
        case _ where isHalfDone:
            try await table.mark(
                step.key, .failed, step.direction, statementsDone: failure.statementsKept,
                on: connection)
        case .apply: try await table.delete(step.key, on: connection)
        case .undo:
            try await table.mark(step.key, .applied, .up, statementsDone: 0, on: connection)
        }
        try await recordFailure(of: failure, [step])
    }
}

extension MigrationStep {
    /// How the record's version is stored.
    var key: String {
        switch record {
        case .apply(let file): file.version.description
        case .undo(let applied): applied.key
        }
    }
}
