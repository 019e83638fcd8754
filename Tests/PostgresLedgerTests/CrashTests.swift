import EventLog
import LedgerTestKit
import Postgres
import PostgresLedger
import PostgresTestKit
import Servers
import Testing

extension PostgresLedgerTests {
    @Suite struct CrashTests {
        enum Crash: String, CaseIterable {
            case killed
            case stoppedImmediately
        }

        @Test(.timeLimit(.minutes(3)), arguments: Crash.allCases)
        func `all that was acknowledged survives a crash of the server under load`(
            _ crash: Crash
        ) async throws {
            let directory = try PrivateDirectory()
            defer { directory.remove() }
            let server = try await PostgresServer.start(in: directory.path)
            let database = try await PostgresLedgerTests.makeLedger(on: server)
            let stores = [
                database.store(patience: .seconds(60)), database.store(patience: .seconds(60)),
            ]

            let load = try await LedgerLoad.run(on: stores, writers: 16) { load in
                for _ in 0..<2 {
                    await load.reach(300)
                    switch crash {
                    case .killed: await server.kill()
                    case .stoppedImmediately: await server.stop(immediately: true)
                    }
                    try await server.restart()
                }
                await load.reach(300)
            }

            #expect(await load.unknown.isEmpty)
            try await load.audit(database.log())
            await server.stop(immediately: true)
        }

        @Test(.timeLimit(.minutes(3)))
        func `all that was acknowledged is there once though backends die each 100 ms`()
            async throws
        {
            let database = try await PostgresLedgerTests.makeLedger()
            let killer = try await database.connect()

            let load = try await LedgerLoad.run(
                on: [database.store(), database.store()], writers: 16
            ) { load in
                for _ in 0..<20 {
                    await load.reach(50)
                    // The server's own clock keeps the rhythm.
                    try await killer.query(
                        """
                        SELECT pg_sleep(0.1), pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                }
            }

            #expect(await load.unknown.isEmpty)
            try await load.audit(database.log())
        }

        @Test func `without a server an append is told so at its deadline`() async throws {
            let store = PostgresEventStore(
                "host=/nonexistent dbname=postgres", on: TestReactor.shared,
                patience: .milliseconds(300))

            let error = await #expect(throws: EventStoreError.self) {
                try await store.append(.sample(.sample("a", at: 0)))
            }

            #expect(error?.code == .unavailable)
            #expect(error?.isTransient == true)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a full queue refuses at once and takes more when it has room`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let store = database.store(capacity: 5)
            let holder = try await database.connect()
            try await holder.run(script: "BEGIN; SELECT FROM ledger.head FOR UPDATE")

            // One append may be away with the batch and wait for the head, five fill the queue.
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 { group.addTask { try await Self.isTaken(by: store) } }
                for _ in 0..<24 { #expect(try await group.next() == false) }
                try await holder.run(script: "ROLLBACK")
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }

            #expect(taken == 5 || taken == 6)
            #expect(try await Self.isTaken(by: store))
            #expect(try await database.log().count == taken + 1)
        }

        /// `false` when the store was busy.
        private static func isTaken(by store: PostgresEventStore) async throws -> Bool {
            do throws(EventStoreError) {
                _ = try await store.append(.sample(.sample("a", at: nil)))
                return true
            } catch {
                guard error.code == .busy else { throw error }
                return false
            }
        }
    }
}
