package import Migrations
import Postgres

extension MigrationRunner {
    /// Records files as applied without running them.
    package func baseline(
        _ files: [MigrationFile], _ version: MigrationVersion
    ) async throws -> [MigrationFile] {
        try await locked { _ in
            let known = try await history(of: files).baseline(version)
            try await connection.run(script: "BEGIN")
            for file in known {
                try await table.insert(
                    file, state: .baseline, by: settings.actor, on: connection)
                try await log(.baselined, file.version, file.name)
            }
            try await connection.run(script: "COMMIT")
            return known
        }
    }

    /// Puts one record right.
    ///
    /// - Throws: ``MigrationRefusal`` when there is no such record, or nothing to put right in it.
    package func repair(
        _ version: MigrationVersion, _ repair: MigrationRepair, _ files: [MigrationFile]
    ) async throws {
        try await locked { lock in
            let history = try await history(of: files)
            let record = try history.repairable(version, repair)
            switch repair {
            case .applied:
                try await table.mark(record.key, .applied, .up, statementsDone: 0, on: connection)
            case .notApplied: try await table.delete(record.key, on: connection)
            case .resume:
                try await runOneByOne(
                    history.rest(of: record), lock, resuming: record)
            case .acceptFile:
                guard let file = history.file(version) else { return }
                try await table.accept(file, key: record.key, on: connection)
            }
            try await log(.repaired, record.version, record.name)
        }
    }
}
