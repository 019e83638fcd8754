import Migrations
import PostgresMigrations

/// What migrate verbs write with `-o json`.
enum MigrateDocument {
    struct Outcome: Encodable {
        struct Step: Encodable {
            let version: String
            let name: String
            let direction: String
        }

        /// The highest version that is applied.
        let current: String?
        let steps: [Step]
    }

    struct Finding: Encodable {
        let kind: String
        let version: String
        let name: String

        init(_ finding: MigrationFinding) {
            kind = finding.kind.rawValue
            version = finding.version.description
            name = finding.name
        }
    }

    struct Status: Encodable {
        struct Migration: Encodable {
            let version: String
            let name: String
            let state: String
            let appliedAt: String?
        }

        let current: String?
        let migrations: [Migration]
        let findings: [Finding]
        let invalidIndexes: [String]
    }
}
