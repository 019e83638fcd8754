import EventLog
import LedgerCore
import LedgerTestKit
import Postgres
import PostgresLedger
import PostgresTestKit
import Testing
import Transparency

extension PostgresLedgerTests {
    @Suite struct SealingTests {
        private let keys: SealingKeys

        init() throws {
            let signer = try #require(NoteSigner(generatingFor: "log.example/a"))
            keys = try SealingKeys(signers: [signer])
        }

        @Test func `the log is sealed with the application's rights, and goes on after a restart`()
            async throws
        {
            let database = try await PostgresLedgerTests.makeLedger()
            try await fill(database, 300)
            let store = database.sealStore()
            let first = try #require(try await Sealer(store: store, keys: keys).advance())
            #expect(first.checkpoint.size == 300)
            #expect(try await store.latest() == first)

            try await fill(database, 7, from: 300)
            let second = try #require(try await Sealer(store: store, keys: keys).advance())

            var range = CompactRange()
            for record in try await store.records(after: 0, limit: 1000) {
                #expect(record.entry.position == range.size + 1)
                range.append(record.entry.leaf)
                if range.size == 300 { #expect(range.root == first.checkpoint.root) }
            }
            #expect(second.checkpoint.root == range.root)
            try second.verified(by: keys.trusted)
        }

        @Test func `a record has all that the event has, and its own salt`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            try await fill(database, 2)
            let events = try await database.log()
            let records = try await database.sealStore().records(after: 0, limit: 10)

            for (event, record) in zip(events, records) {
                let entry = record.entry
                #expect(record.salt.count == PayloadCommitment.saltSize)
                #expect(entry.payload == PayloadCommitment(record.data, salt: record.salt))
                #expect(try CanonicalParser.parse(event.data) == record.data)
                #expect(entry.id == event.event.id.description)
                #expect(entry.stream == event.stream.text && entry.version == event.version)
                #expect(entry.actor == event.origin.actor && entry.reason == event.origin.reason)
                #expect(entry.recorded == event.recordedAt.description)
                #expect(entry.command == event.origin.commandID.description)
            }
            #expect(records.count == 2 && records[0].salt != records[1].salt)
        }

        @Test func `one of several processes leads, and another when it is gone`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let (first, second) = (database.sealStore(), database.sealStore())
            #expect(try await first.leads())
            #expect(try await !second.leads())
            #expect(try await first.leads())

            try await database.connect().run(
                script: """
                    SELECT pg_terminate_backend(l.pid) FROM pg_locks l
                    JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
                    WHERE l.locktype = 'advisory'
                    """)
            while try await !second.leads() { try await Task.sleep(for: .milliseconds(5)) }
            #expect((try? await first.leads()) != true)
        }

        @Test func `two that both believe to lead do not seal the same`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            try await fill(database, 3)
            let (first, second) = (database.sealStore(), database.sealStore())
            let sealed = try #require(try await Sealer(store: first, keys: keys).advance())
            let late = Seal(previousSize: 0, checkpoint: sealed, tiles: [])
            #expect(try await !second.save(late))
            #expect(try await second.latest() == sealed)
        }

        @Test(arguments: [
            "UPDATE ledger.checkpoints SET note = 'forged'", "DELETE FROM ledger.checkpoints",
            "TRUNCATE ledger.checkpoints", "DELETE FROM ledger.tiles", "TRUNCATE ledger.tiles",
            "UPDATE ledger.tiles SET hashes = sha256('')", "UPDATE ledger.tiles SET level = 3",
            "UPDATE ledger.tiles SET hashes = substring(hashes FOR 32)",
        ])
        func `a superuser is refused, with the triggers of replication roles too`(
            change: String
        ) async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            try await fill(database, 3)
            _ = try await Sealer(store: database.sealStore(), keys: keys).advance()
            let connection = try await database.connect()

            for role in ["origin", "replica", "local"] {
                try await connection.run(script: "SET session_replication_role = \(role)")
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.run(script: change)
                }
                #expect(error?.sqlState == "55000", "as \(role)")
            }
        }

        @Test(arguments: [
            "INSERT INTO ledger.checkpoints VALUES (9, sha256(''), 'forged')",
            "INSERT INTO ledger.tiles VALUES (0, 9, sha256(''))",
            "UPDATE ledger.tiles SET hashes = hashes || sha256('')",
        ])
        func `the application's role seals through the function only`(
            change: String
        ) async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let connection = try await database.connect()
            try await connection.run(script: "SET ROLE ledger_app")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.run(script: change)
            }
            #expect(error?.sqlState == "42501")
        }

        @Test func `more than the log has cannot be sealed`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let forged = try SignedCheckpoint(size: 5, root: .empty, signers: keys.signers)
            await #expect(throws: EventStoreError.self) {
                try await database.sealStore().save(
                    Seal(previousSize: 0, checkpoint: forged, tiles: []))
            }
        }

        @Test func `a payload without a canonical form stops the sealing and is named`()
            async throws
        {
            let database = try await PostgresLedgerTests.makeLedger()
            try await fill(database, 2)
            try await database.connect().run(
                script: """
                    ALTER TABLE ledger.events DISABLE TRIGGER immutable;
                    UPDATE ledger.events SET data = '{"a": 1, "a": 2}' WHERE position = 2
                    """)
            await #expect(throws: SealError.payload(position: 2)) {
                try await Sealer(store: database.sealStore(), keys: keys).advance()
            }
        }

        private func fill(
            _ database: LedgerDatabase, _ count: Int, from start: Int = 0
        ) async throws {
            let store = database.store()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in start..<start + count {
                    group.addTask {
                        _ = try await store.append(.sample(.sample("s\(number)", at: 0)))
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
