import LedgerTestKit
import PostgresLedger
import Testing

extension PostgresLedgerTests {
    @Suite struct ContractTests {
        @Test(arguments: EventStoreContract.rules)
        func `the store in Postgres keeps to the contract`(
            _ rule: EventStoreContract.Rule
        ) async throws {
            try await rule.check(PostgresLedgerTests.makeLedger().store())
        }

        @Test(arguments: EventStoreContract.rules)
        func `appends in company keep to the contract`(
            _ rule: EventStoreContract.Rule
        ) async throws {
            let store = try await PostgresLedgerTests.makeLedger().store()
            try await rule.check(AccompaniedStore(base: store))
        }
    }
}
