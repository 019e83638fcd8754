import LedgerCore
import Testing

/// Stage 0 of the example: 60 s from noon, warm-up 10 s, a look each 10 s, one failure allowed,
/// given up 120 s after its end.
struct HoldTests {
    private func at(_ seconds: Int) -> Timestamp { Example.noon.adding(seconds: seconds) }

    private func passes(_ ledger: ServiceLedger) -> Bool {
        guard case .record(let events, true) = ledger.plan() else { return false }
        return events.map(\.stored.name) == [.stagePassed, .shiftDecided]
    }

    private func ends(_ ledger: ServiceLedger) -> ServiceEvent.AbortDecided? {
        guard case .record(let events, true) = ledger.plan(),
            events.map(\.stored.name) == [.abortDecided, .shiftDecided],
            case .abortDecided(let fact)? = events.first
        else { return nil }
        return fact
    }

    @Test func `the first look comes one interval after the warm-up`() throws {
        var ledger = try ServiceLedger.holding()
        #expect(ledger.plan() == .rest(until: at(20), watchesTraffic: true))
        ledger.now = at(20)
        let task = try #require(ledger.plan().look)
        #expect(task.subject.version == "v2")
        #expect(task.baseline == "v1")
        #expect(task.windowSeconds == 10)
        #expect(task.stage == 0)
    }

    @Test func `looks come each interval and once at the end of the stage`() throws {
        var ledger = try ServiceLedger.holding()
        var times: [Int] = []
        while ledger.state.active?.step == 3 {
            switch ledger.run() {
            case .analyse(let task):
                times.append(ledger.now.seconds(since: Example.noon))
                ledger.wait(1)
                ledger.look(.ok, stage: task.stage)
            case .rest(let until?, _): ledger.now = until
            default:
                Issue.record("\(ledger.plan())")
                return
            }
        }
        #expect(times == [20, 31, 42, 53, 60])
    }

    @Test func `no look takes more than the longest window`() throws {
        var ledger = ServiceLedger.registered()
        let plan = DeploymentPlan(
            stages: [
                Stage(percent: 5, durationSeconds: 5000), Stage(percent: 100, durationSeconds: 0),
            ])
        try ledger.deploy("v2", plan: plan)
        ledger.run()
        ledger.wait(4000)
        let task = try #require(ledger.plan().look)
        #expect(task.windowSeconds == 600)
    }

    @Test func `a good look before the end does not pass, at the end it does`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.now = at(59)
        ledger.look(.ok, stage: 0)
        ledger.now = at(60)
        #expect(!passes(ledger))
        ledger.look(.ok, stage: 0)
        #expect(passes(ledger))
    }

    @Test(arguments: [Verdict.Kind.noData, .error, .insufficient])
    func `what is not good holds the stage, whatever came before`(kind: Verdict.Kind) throws {
        var ledger = try ServiceLedger.holding()
        for seconds in [20, 40] {
            ledger.now = at(seconds)
            ledger.look(.ok, stage: 0)
        }
        ledger.now = at(60)
        ledger.look(kind, stage: 0)
        #expect(!passes(ledger))
        #expect(ledger.plan() == .rest(until: at(70), watchesTraffic: true))
    }

    @Test func `nothing passes without a look, however long it takes`() throws {
        var ledger = try ServiceLedger.holding()
        for seconds in stride(from: 1, to: 180, by: 7) {
            ledger.now = at(seconds)
            #expect(!passes(ledger))
        }
    }

    @Test func `a look before the warm-up is over is no evidence`() throws {
        var ledger = ServiceLedger.registered()
        let plan = DeploymentPlan(
            stages: [
                Stage(percent: 5, durationSeconds: 5), Stage(percent: 100, durationSeconds: 0),
            ],
            analysis: AnalysisSettings(intervalSeconds: 10, warmUpSeconds: 20, failureLimit: 0))
        try ledger.deploy("v2", plan: plan)
        ledger.run()
        ledger.now = at(19)
        ledger.look(.ok, stage: 0)
        #expect(!passes(ledger))
        ledger.look(.fail, stage: 0)
        #expect(ends(ledger) == nil)
        ledger.now = at(30)
        ledger.look(.ok, stage: 0)
        #expect(passes(ledger))
    }

    @Test func `a look at another stage is no evidence`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.now = at(60)
        ledger.look(.ok, stage: 1)
        #expect(!passes(ledger))
    }

    @Test func `one failure is forgiven, the second ends it and marks the version bad`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.now = at(20)
        ledger.look(.fail, stage: 0)
        #expect(ends(ledger) == nil)
        ledger.now = at(30)
        ledger.look(.ok, stage: 0)
        ledger.now = at(40)
        ledger.look(.fail, stage: 0)

        let fact = try #require(ends(ledger))
        #expect(fact.cause == .failed)
        #expect(fact.marksBad)
        #expect(
            fact.evidence
                == Evidence(
                    samplesVersion: 3, verdicts: [1, 2, 3], judge: "guarded-ratio/1"))
        ledger.run()
        #expect(ledger.state.bad == ["v2"])
        #expect(
            ledger.names.suffix(3) == [
                "traffic.shift_acknowledged", "traffic.shift_observed", "deployment.aborted",
            ])
    }

    @Test func `without good evidence it is given up at the deadline, and not marked bad`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.now = at(60)
        ledger.look(.noData, stage: 0)
        ledger.now = at(179)
        #expect(ends(ledger) == nil)
        ledger.now = at(180)
        let fact = try #require(ends(ledger))
        #expect(fact.cause == .noEvidence)
        #expect(!fact.marksBad)
    }

    @Test func `a hold never waits beyond its deadline`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.now = at(175)
        ledger.look(.noData, stage: 0)
        #expect(ledger.plan() == .rest(until: at(180), watchesTraffic: true))
    }

    @Test func `after a drift the evidence begins again, the time of the stage does not`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.now = at(50)
        ledger.look(.ok, stage: 0)
        let wanted = try #require(ledger.state.wanted)
        ledger.record(.drifted(.init(found: ["one": 100, "two": 0], wanted: wanted)))
        ledger.record(.shiftDecided(.init(split: wanted, cause: .drift)))
        ledger.wait(12)
        ledger.run()
        #expect(ledger.state.active?.stageObservedAt == at(0))
        #expect(ledger.state.active?.evidenceFrom == at(62))
        #expect(ledger.state.active?.step == 3)

        ledger.look(.ok, stage: 0)
        #expect(!passes(ledger))
        #expect(ledger.plan() == .rest(until: at(82), watchesTraffic: true))
        ledger.now = at(82)
        let task = try #require(ledger.plan().look)
        #expect(task.windowSeconds == 10)
        ledger.look(.ok, stage: 0)
        #expect(passes(ledger))
    }

    @Test func `at 100 percent there is nothing to compare with`() throws {
        var ledger = try ServiceLedger.holding()
        ledger.live(70)
        ledger.wait(20)
        let task = try #require(ledger.plan().look)
        #expect(task.stage == 1)
        #expect(task.baseline == nil)
    }

    @Test func `a stage without time and conditions passes at once, one with conditions does not`()
        throws
    {
        for (criteria, step) in [(Criteria(), 5), (Criteria(maxErrorRate: 0.1), 3)] {
            var ledger = ServiceLedger.registered()
            let plan = DeploymentPlan(
                stages: [
                    Stage(percent: 5, durationSeconds: 0, criteria: criteria),
                    Stage(percent: 100, durationSeconds: 10),
                ])
            try ledger.deploy("v2", plan: plan)
            ledger.run()
            #expect(ledger.state.active?.step == step)
        }
    }
}
