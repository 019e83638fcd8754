import EventLog
import LedgerCore
import LedgerTestKit
import PostgresLedger
import PostgresTestKit
import Testing
import Views

extension PostgresLedgerTests {
    @Suite struct PostgresViewStoreTests {
        private func makeStore() async throws -> PostgresViewStore {
            let database = try await PostgresLedgerTests.makeLedger()
            return PostgresViewStore(
                database.settings + " options='-c role=ledger_app'", on: TestReactor.shared)
        }

        @Test(arguments: ViewStoreContract.rules)
        func `the views in Postgres keep to the contract`(
            _ rule: ViewStoreContract.Rule
        ) async throws {
            try await rule.check(makeStore())
        }

        /// I9 against the real tables: what the live projector wrote, and what a rebuild writes.
        @Test func `rows rebuilt from an empty table equal the live ones`() async throws {
            var history = RandomHistory(seed: 7)
            history.run(steps: 400)
            let store = try await makeStore()
            let log = ReplayStore(history.events)
            let projector = Projector(events: log, views: store)
            while try await projector.advance() > 0 {}
            let live = try await rows(of: store)
            _ = try await ViewRebuilder(events: log, views: store).rebuild()
            #expect(try await rows(of: store) == live)
            #expect(live.contains { !$0.isEmpty })
        }

        private func rows(of store: PostgresViewStore) async throws -> [[ViewRow]] {
            var all: [[ViewRow]] = []
            for view in ViewCatalog.all {
                all.append(try await store.list(view.name, ViewQuery(limit: 500)).rows)
            }
            return all
        }
    }
}
