import LedgerCore
import Testing

/// What a freeze and the stop button do to the deployments of an environment.
struct EnvironmentRulesTests {
    private static let freeze = EnvironmentRules(
        freeze: .init(name: "launch", until: Example.noon.adding(seconds: 3600)), stop: nil,
        resumedAt: nil)
    private static let stopped = EnvironmentRules(
        freeze: nil,
        stop: .init(at: Example.noon, actor: "person:ann", reason: "pages are burning"),
        resumedAt: nil)

    private static func deploy(_ overrides: Bool = false) -> ServiceCommand {
        .deploy(
            deployment: Example.deployment, version: "v2", plan: Example.plan,
            overridesFreeze: overrides)
    }

    private static func code(
        _ command: ServiceCommand, _ rules: EnvironmentRules, _ ledger: ServiceLedger
    ) -> Refusal.Code? {
        do {
            _ = try ledger.state.decide(command, as: Example.id(1), under: rules)
            return nil
        } catch { return error.code }
    }

    @Test func `a freeze refuses what is new, but for an override`() throws {
        let ledger = ServiceLedger.registered()
        #expect(Self.code(Self.deploy(), Self.freeze, ledger) == .frozen)
        #expect(Self.code(Self.deploy(true), Self.freeze, ledger) == nil)
        #expect(Self.code(Self.deploy(true), Self.stopped, ledger) == .environmentStopped)
    }

    @Test func `what goes back always passes`() throws {
        let ledger = try ServiceLedger.holding()
        let deployment = try #require(ledger.state.active?.id)
        for command in [
            ServiceCommand.abort(deployment: deployment),
            .pause(deployment: deployment, stage: nil), .reject(deployment: deployment, stage: 0),
            .rollBack(version: nil, isForced: false),
        ] {
            #expect(Self.code(command, Self.freeze, ledger) == nil)
            #expect(Self.code(command, Self.stopped, ledger) == nil)
        }
        #expect(
            Self.code(
                .promote(deployment: deployment, stage: 0, isFull: true), Self.stopped, ledger)
                == .environmentStopped)
    }

    @Test func `one whose turn comes in a freeze is rejected, and says so`() throws {
        var ledger = try ServiceLedger.requested()
        ledger.rules = Self.freeze
        guard case .deploymentRejected(let fact)? = ledger.plan().events?.first else {
            Issue.record("\(ledger.plan())")
            return
        }
        #expect(fact.code == "frozen")
        #expect(Set(fact.settles.outcomes.values) == [.rejected])
    }

    @Test func `one that overrides the freeze begins in it`() throws {
        var ledger = ServiceLedger.registered()
        try ledger.accept(Self.deploy(true))
        ledger.rules = Self.freeze
        ledger.live(120)
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `a deployment that is under way goes on in a freeze`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.rules = Self.freeze
        ledger.live(120)
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `while stopped nothing begins and no stage passes, for as long as it takes`() throws
    {
        var waiting = try ServiceLedger.requested()
        waiting.rules = Self.stopped
        waiting.live(100_000)
        #expect(waiting.state.queue.count == 1)

        var ledger = try ServiceLedger.holding()
        ledger.rules = Self.stopped
        let passed = ledger.names.count { $0 == "stage.passed" }
        ledger.live(100_000)
        #expect(ledger.names.count { $0 == "stage.passed" } == passed)
        #expect(ledger.state.active?.isAborting == false)

        // Its deadlines run from the release.
        ledger.rules = EnvironmentRules(freeze: nil, stop: nil, resumedAt: ledger.now)
        ledger.live(100, verdict: .noData)
        #expect(ledger.state.active?.isAborting == false)
        ledger.live(120)
        #expect(ledger.state.live?.version == "v2")
    }

    @Test func `while stopped a failure still goes back, and so does a promoted one`() throws {
        var ledger = try ServiceLedger.holding()
        let deployment = try #require(ledger.state.active?.id)
        try ledger.accept(.promote(deployment: deployment, stage: 0, isFull: true))
        ledger.rules = Self.stopped
        ledger.live(60)
        #expect(ledger.wantedPercent == 5)
        ledger.live(60, verdict: .fail)
        #expect(ledger.state.bad == ["v2"])
        #expect(ledger.state.active == nil)
    }
}
