import LedgerCore
import Testing

/// A router that gives everybody to one of two sides.
struct SwitchTests {
    private static let router = RouterSettings.switch(url: "http://lb", keepsTokens: false)

    private static func registered() throws -> ServiceLedger {
        var ledger = ServiceLedger()
        try ledger.accept(
            .configure(Example.settings(router: router), live: Example.stable))
        return ledger
    }

    @Test func `only a blue-green deployment can be asked for`() throws {
        var ledger = try Self.registered()
        let refusal = #expect(throws: Refusal.self) { try ledger.deploy("v2") }
        #expect(refusal?.code == .routerCannot)
        try ledger.deploy("v2", plan: Example.blueGreenPlan)
        ledger.live(120)
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `it is registered only with what it serves`() throws {
        var ledger = ServiceLedger()
        let settings = Example.settings(router: Self.router)
        let refusal = #expect(throws: Refusal.self) {
            try ledger.accept(.configure(settings, live: nil))
        }
        #expect(refusal?.code == .routerCannot)
        #expect(ledger.state.settings == nil)
    }

    @Test func `what it serves cannot be dropped in silence`() throws {
        var ledger = ServiceLedger.registered(live: nil)
        try ledger.deploy("v2")
        ledger.run()
        let settings = Example.settings(router: Self.router)
        #expect(throws: Refusal.self) {
            try ledger.accept(.configure(settings, live: Example.stable))
        }
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.abort(deployment: deployment))
        ledger.run()

        try ledger.accept(.configure(settings, live: Example.stable))
        #expect(ledger.state.live == Example.stable)
    }

    @Test func `its address can be put right during a rollback`() throws {
        var ledger = try Self.registered()
        try ledger.deploy("v2", plan: Example.blueGreenPlan)
        ledger.live(120)
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.run { $0.isShift }
        try #require(ledger.state.active?.kind == .rollback)

        let right = RouterSettings.switch(url: "http://lb-2", keepsTokens: false)
        try ledger.accept(.configure(Example.settings(router: right), live: nil))
        ledger.wait(Planner.takeoverSeconds)
        ledger.run()
        #expect(ledger.state.live == Example.stable)
    }
}
