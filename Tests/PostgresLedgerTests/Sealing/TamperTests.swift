import EventLog
import LedgerCore
import LedgerTestKit
import Postgres
import PostgresLedger
import PostgresTestKit
import Testing
import Transparency

extension PostgresLedgerTests {
    /// What a superuser can do who switches the triggers off, and what an auditor then sees.
    @Suite struct TamperTests {
        struct Attack: Sendable, CustomTestStringConvertible {
            let name: String
            let sql: String
            let kind: Finding.Kind
            let position: Int64
            var testDescription: String { name }
        }

        static let attacks = [
            Attack(
                name: "edit data",
                sql: "UPDATE ledger.events SET data = '{\"number\": 7}' WHERE position = 5",
                kind: .changed, position: 5),
            Attack(
                name: "edit actor", sql: "UPDATE ledger.events SET actor = 'x' WHERE position = 9",
                kind: .changed, position: 9),
            Attack(
                name: "edit reason",
                sql: "UPDATE ledger.events SET reason = 'x' WHERE position = 3",
                kind: .changed, position: 3),
            Attack(
                name: "edit the time",
                sql: """
                    UPDATE ledger.events SET recorded_at = recorded_at - interval '1 microsecond'
                    WHERE position = 11
                    """, kind: .changed, position: 11),
            Attack(
                name: "delete the last rows",
                sql: """
                    DELETE FROM ledger.events WHERE position > 38;
                    UPDATE ledger.head SET size = 38
                    """, kind: .count, position: 39),
            Attack(
                name: "delete a stream",
                sql: "DELETE FROM ledger.events WHERE stream = 'service/test/s2'",
                kind: .position, position: 2),
            Attack(
                name: "swap rows",
                sql: """
                    UPDATE ledger.events SET position = 1000 WHERE position = 4;
                    UPDATE ledger.events SET position = 4 WHERE position = 20;
                    UPDATE ledger.events SET position = 20 WHERE position = 1000
                    """, kind: .version, position: 4),
            Attack(
                name: "swap payloads",
                sql: """
                    UPDATE ledger.events e SET data = o.data, salt = o.salt FROM ledger.events o
                    WHERE (e.position, o.position) IN ((6, 30), (30, 6))
                    """, kind: .changed, position: 6),
        ]

        private let signer: NoteSigner

        init() throws { signer = try #require(NoteSigner(generatingFor: "log.example/a")) }

        @Test(arguments: attacks)
        func `what a superuser changed is named`(attack: Attack) async throws {
            let (database, kept) = try await sealedLedger()
            #expect(try await verify(database, kept) == nil)

            try await tamper(database, attack.sql)

            let finding = try await verify(database, kept)
            #expect(finding?.kind == attack.kind)
            #expect(finding?.position == attack.position)
        }

        @Test func `a tree that was made and signed anew has neither the key nor the kept roots`()
            async throws
        {
            let (database, kept) = try await sealedLedger()
            try await tamper(
                database,
                """
                UPDATE ledger.events SET actor = 'x' WHERE position = 30;
                DELETE FROM ledger.checkpoints; DELETE FROM ledger.tiles
                """)
            let other = try #require(NoteSigner(generatingFor: "log.example/a"))
            let sealer = Sealer(
                store: database.sealStore(), keys: try SealingKeys(signers: [other]))
            let forged = try #require(try await sealer.advance())

            #expect(throws: NoteError.self) { try forged.verified(by: [signer.verifier]) }
            let finding = try await verify(database, kept)
            #expect(finding?.kind == .root && finding?.position == 21)
        }

        @Test func `nothing is sealed after the last rows are gone`() async throws {
            let (database, _) = try await sealedLedger()
            try await tamper(database, Self.attacks[4].sql)
            let sealer = Sealer(
                store: database.sealStore(), keys: try SealingKeys(signers: [signer]))
            await #expect(throws: SealError.shorterLog(events: 38, sealed: 40)) {
                try await sealer.advance()
            }
        }

        /// 40 events of five streams, sealed at 20 and at 40.
        private func sealedLedger() async throws -> (LedgerDatabase, [SignedCheckpoint]) {
            let database = try await PostgresLedgerTests.makeLedger()
            let sealer = Sealer(
                store: database.sealStore(), keys: try SealingKeys(signers: [signer]))
            var kept: [SignedCheckpoint] = []
            for number in 1...40 {
                let part = StreamAppend(
                    stream: .sample("s\(number % 5)"), expectedVersion: nil,
                    events: [.sample(number)])
                _ = try await database.store().append(.sample(part))
                guard number.isMultiple(of: 20) else { continue }
                kept.append(try #require(try await sealer.advance()))
            }
            return (database, kept)
        }

        private func tamper(_ database: LedgerDatabase, _ sql: String) async throws {
            try await database.connect().run(
                script: """
                    ALTER TABLE ledger.events DISABLE TRIGGER ALL;
                    ALTER TABLE ledger.tiles DISABLE TRIGGER ALL;
                    ALTER TABLE ledger.checkpoints DISABLE TRIGGER ALL;
                    \(sql)
                    """)
        }

        /// As the server exports it and an auditor checks it, who kept the checkpoints.
        private func verify(
            _ database: LedgerDatabase, _ kept: [SignedCheckpoint]
        ) async throws -> Finding? {
            let store = database.sealStore()
            let newest = try #require(try await store.latest())
            let id = TileID(level: 0, index: 0)
            let leaves = try #require(try await store.tiles([id])[id])
            var verifier = ExportVerifier(
                ExportManifest(newest), saved: kept.map(\.checkpoint))
            for record in try await store.records(after: 0, limit: 1000) {
                verifier.take(record.line(leaf: leaves[Int(record.entry.position) - 1]))
            }
            return verifier.finish()
        }
    }
}
