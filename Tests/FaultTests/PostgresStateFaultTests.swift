import Curl
import LedgerCore
import Postgres
import PostgresTestKit
import Servers
import Testing

extension FaultTests {
    /// Postgres is away, refuses, or cuts everybody off.
    @Suite struct PostgresStateFaultTests {
        @Test func `nothing is done while Postgres is away, and all of it afterwards`()
            async throws
        {
            try await Scenario.run(Wishes(ownPostgres: true)) { scenario in
                let server = try #require(scenario.postgres)
                try await Self.beginCanary(scenario)
                let known = try await scenario.log.events().count
                await server.kill()
                let weights = await scenario.balancer.weights(scenario.client)

                // Two stages would have passed in this time, and users are served meanwhile.
                try await scenario.serve(200)
                #expect(await scenario.balancer.weights(scenario.client) == weights)
                #expect(await !scenario.caller.isReady())
                let refused = try await scenario.caller.send(
                    .post, scenario.path + "/rollback", ["reason": "is it there?"], key: "away")
                #expect(refused.status == 503)

                try await scenario.recover(from: "Postgres: back after 10 s", knowing: known) {
                    try await server.restart()
                }
                try await Self.endCanary(scenario)
            }
        }

        @Test func `a canary goes on while everybody is cut off again and again`() async throws {
            try await Scenario.run(Wishes(ownPostgres: true)) { scenario in
                let server = try #require(scenario.postgres)
                let admin = try await PostgresConnection.open(
                    server.connectionString(database: "postgres"), on: TestReactor.shared)
                try await Self.beginCanary(scenario)

                for _ in 0..<12 {
                    try await admin.run(
                        script: """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE pid <> pg_backend_pid() AND datname = 'ledger'
                            """)
                    try await scenario.serve(8)
                }

                try await Self.endCanary(scenario)
                await admin.close()
            }
        }

        @Test func `a database that takes no writes holds everything where it is`() async throws {
            try await Scenario.run(Wishes(ownPostgres: true)) { scenario in
                let server = try #require(scenario.postgres)
                let admin = try await PostgresConnection.open(
                    server.connectionString(database: "postgres"), on: TestReactor.shared)
                try await Self.beginCanary(scenario)
                try await admin.makeReadOnly(true)
                let before = try await scenario.log.events().count

                let refused = try await scenario.caller.send(
                    .post, scenario.path + "/rollback", ["reason": "may I?"], key: "read-only")
                #expect(refused.status == 503)
                try await scenario.serve(160)
                #expect(try await scenario.log.events().count == before)

                try await scenario.recover(from: "Postgres: read-only for 8 s") {
                    try await admin.makeReadOnly(false)
                }
                try await Self.endCanary(scenario)
                await admin.close()
            }
        }

        private static func beginCanary(_ scenario: Scenario) async throws {
            try await scenario.register()
            try await scenario.startWorker("one")
            try await scenario.startWorker("two")
            try await scenario.deploy(stages: [(50, 4)])
            _ = try await scenario.log.wait(for: .shiftObserved)
        }

        private static func endCanary(_ scenario: Scenario) async throws {
            let events = try await scenario.log.wait(for: .deploymentCompleted)
            #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
            try await scenario.expectAllWell()
        }
    }
}

extension PostgresConnection {
    /// As after a failover to a replica, or by hand before the disk is full.
    fileprivate func makeReadOnly(_ isReadOnly: Bool) async throws {
        try await run(
            script: """
                ALTER DATABASE ledger SET default_transaction_read_only = \(isReadOnly);
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'ledger';
                """)
    }
}
