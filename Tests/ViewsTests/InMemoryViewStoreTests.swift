import LedgerTestKit
import Testing
import Views

@Suite struct InMemoryViewStoreTests {
    @Test(arguments: ViewStoreContract.rules)
    func `the views in memory keep to the contract`(_ rule: ViewStoreContract.Rule) async throws {
        try await rule.check(InMemoryViewStore())
    }
}
