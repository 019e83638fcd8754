import LedgerCore
import LedgerTestKit
import Postgres
import PostgresLedger
import Testing

extension PostgresLedgerTests {
    @Suite struct ImmutabilityTests {
        private static let changes = [
            "UPDATE ledger.events SET type = 'forged'", "DELETE FROM ledger.events",
            "TRUNCATE ledger.events", "UPDATE ledger.commands SET n = 9",
            "DELETE FROM ledger.commands", "TRUNCATE ledger.commands",
            "TRUNCATE ledger.events, ledger.commands",
        ]

        @Test(arguments: changes)
        func `a superuser is refused, with the triggers of replication roles too`(
            _ change: String
        ) async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            _ = try await database.store().append(.sample(.sample("a", at: 0)))
            let connection = try await database.connect()

            for role in ["origin", "replica", "local"] {
                try await connection.run(script: "SET session_replication_role = \(role)")
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.run(script: change)
                }
                #expect(error?.sqlState == "55000", "as \(role)")
            }
            #expect(try await database.log().map(\.type) == ["deployment.requested"])
        }

        @Test(
            arguments: changes + [
                "INSERT INTO ledger.events SELECT * FROM ledger.events",
                "UPDATE ledger.head SET size = 0", "DELETE FROM ledger.due",
                "ALTER TABLE ledger.events DISABLE TRIGGER ALL", "DROP TABLE ledger.events CASCADE",
                "CREATE TABLE ledger.mine()", "SET ROLE ledger_owner; DELETE FROM ledger.events",
            ])
        func `the application's role may change nothing but through the functions`(
            _ change: String
        ) async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let connection = try await database.connect()
            try await connection.run(
                script: """
                    CREATE ROLE app_\(database.name) LOGIN IN ROLE ledger_app;
                    SET SESSION AUTHORIZATION app_\(database.name)
                    """)

            let error = await #expect(throws: PostgresError.self) {
                try await connection.run(script: change)
            }

            #expect(error?.sqlState == "42501")
        }
    }
}
