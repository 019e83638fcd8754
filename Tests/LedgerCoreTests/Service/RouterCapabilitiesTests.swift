import LedgerCore
import Testing

/// What a router cannot do is refused before anything begins, and again at its turn.
struct RouterCapabilitiesTests {
    private static let envoy = RouterSettings.envoy(
        admin: "http://127.0.0.1:1", file: "/tmp/agents.json", route: "agents")
    private static let bucket = UserRule(
        trait: .bucket(of: .header, name: "x-user", key: "agent"))
    private static let cookie = UserRule(trait: .cookie("variant"), values: ["b"])

    private func ledger(_ router: RouterSettings) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        if router != Example.settings.router {
            try ledger.accept(.configure(Example.settings(router: router), live: nil))
        }
        return ledger
    }

    @Test(arguments: [
        (Example.settings.router, cookie, "the haproxy router cannot send users by cookie variant"),
        (Example.userRouter, cookie, "its settings name bucket of header x-user with key agent"),
        (
            Example.userRouter, UserRule(trait: .bucket(of: .header, name: "x-user", key: "b")),
            "with key b"
        ),
        (envoy, bucket, "the envoy router cannot send users by bucket of header x-user"),
    ])
    func `an impossible route is refused with the router's name`(
        router: RouterSettings, rule: UserRule, words: String
    ) throws {
        var ledger = try ledger(router)
        let refusal = #expect(throws: Refusal.self) {
            try ledger.deploy("v2", plan: Example.abTest(route: rule))
        }
        #expect(refusal?.code == .routerCannot)
        #expect(refusal?.detail.contains(words) == true, "\(refusal?.detail ?? "")")
    }

    @Test(arguments: [(Example.userRouter, bucket), (envoy, cookie)])
    func `a possible one is accepted`(router: RouterSettings, rule: UserRule) throws {
        var ledger = try ledger(router)
        try ledger.deploy("v2", plan: Example.abTest(route: rule))
        #expect(ledger.state.queue.count == 1)
    }

    @Test func `it is decided again at its turn`() throws {
        var ledger = try ledger(Example.userRouter)
        try ledger.deploy("v2")
        ledger.run()
        try ledger.deploy("v3", plan: Example.abTestPlan)
        try ledger.accept(.configure(Example.settings, live: nil))
        ledger.live(120)
        let codes = ledger.history.compactMap { entry in
            if case .deploymentRejected(let fact) = entry.event { fact.code } else { nil }
        }
        #expect(codes == ["router_cannot"])
    }

    @Test func `a router is not taken from under its users`() throws {
        var ledger = try ledger(Example.userRouter)
        let wish = try ledger.deploy("v2", plan: Example.abTestPlan)
        ledger.run()
        let refusal = #expect(throws: Refusal.self) {
            try ledger.accept(.configure(Example.settings, live: nil))
        }
        #expect(refusal?.code == .routerCannot)
        #expect(refusal?.deployment != wish)
        try ledger.accept(.abort(deployment: ledger.state.active?.id ?? wish))
        ledger.run()
        try ledger.accept(.configure(Example.settings, live: nil))
    }
}
