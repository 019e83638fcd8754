package import Migrations
package import Postgres

/// Runs the steps of a plan on one connection, under the lock that keeps other runners out.
package struct MigrationRunner: Sendable {
    let connection: PostgresConnection
    let table: MigrationTable
    let settings: RunnerSettings
    let report: @Sendable (RunnerProgress) -> Void

    package typealias Plan =
        @Sendable (MigrationHistory) throws(MigrationRefusal) -> [MigrationStep]

    /// - Parameter connection: this runner's alone, and to the server itself: a pooler that shares
    ///   sessions between its clients loses the lock.
    package init(
        _ connection: PostgresConnection, table: MigrationTable, settings: RunnerSettings,
        report: @escaping @Sendable (RunnerProgress) -> Void = { _ in }
    ) {
        self.connection = connection
        self.table = table
        self.settings = settings
        self.report = report
    }

    /// What the database and the folder say, without a lock and without a change.
    package func history(of files: [MigrationFile]) async throws -> MigrationHistory {
        try MigrationHistory(files: files, applied: await table.records(on: connection))
    }

    /// Makes a plan from what the database says under the lock, and runs it.
    ///
    /// - Parameter isOneTransaction: all steps or none, if all of them can run in a transaction.
    /// - Returns: the steps that ran.
    /// - Throws: ``MigrationRefusal`` of the plan, ``MigrationFailure``, `MigrationFileError` for two
    ///   files of one version, and `PostgresError` when the connection breaks.
    @discardableResult
    package func run(
        _ files: [MigrationFile], isOneTransaction: Bool = false, _ plan: Plan
    ) async throws -> [MigrationStep] {
        try await locked { lock in
            let steps = try plan(try await history(of: files))
            if isOneTransaction, steps.allSatisfy(\.isTransactional) {
                if !steps.isEmpty { try await runTogether(steps, lock) }
            } else {
                for step in steps { try await runAlone(step, lock) }
            }
            return steps
        }
    }

    /// Takes back what a migration set for the session; the name tells others who holds the lock.
    static let freshSession = """
        RESET SESSION AUTHORIZATION; RESET ALL; SET application_name = 'shiplog migrate';
        """

    func locked<Value: Sendable>(
        _ body: (MigrationLock) async throws -> Value
    ) async throws -> Value {
        try await connection.run(script: Self.freshSession)
        let lock = try await MigrationLock.take(
            for: table, on: connection, within: settings.lockWait
        ) { report(.waiting($0)) }
        do {
            try await table.prepare(on: connection)
            let value = try await body(lock)
            try await lock.release()
            return value
        } catch {
            // The error in hand is the one to report; a lost session has let go of the lock.
            _ = try? await connection.run(script: "ROLLBACK")
            _ = try? await lock.release()
            throw error
        }
    }

    private func runAlone(_ step: MigrationStep, _ lock: MigrationLock) async throws {
        if step.isTransactional {
            try await runTogether([step], lock)
        } else {
            try await runOneByOne(step, lock)
        }
    }

    /// How long a statement may take on this side: the server's own limits come first.
    var patience: Duration {
        settings.statementTimeout.map { $0 + .seconds(10) } ?? .seconds(604_800)
    }

    /// - Parameter scope: `LOCAL` or `SESSION`.
    func limits(_ scope: String) -> String {
        """
        SET \(scope) lock_timeout = \(settings.lockTimeout.wholeMilliseconds);
        SET \(scope) statement_timeout = \(settings.statementTimeout?.wholeMilliseconds ?? 0);
        SET \(scope) idle_in_transaction_session_timeout = 60000;
        """
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
