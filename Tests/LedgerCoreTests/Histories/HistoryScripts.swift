import LedgerCore

/// How the recorded histories came about: for each strategy, each way it can end.
enum HistoryScripts {
    static let all: [(name: String, make: @Sendable () throws -> ServiceLedger)] = [
        ("canary-completed", { try .completed() }),
        ("canary-failed", { try ended(Example.plan, .fail) }),
        ("canary-without-evidence", { try ended(Example.plan, .noData) }),
        ("canary-aborted", canaryAborted), ("canary-promoted", canaryPromoted),
        ("canary-promoted-fully", canaryPromotedFully), ("canary-paused", canaryPaused),
        ("canary-approved", canaryApproved), ("canary-superseded", canarySuperseded),
        ("canary-router-away", canaryRouterAway), ("canary-retried", canaryRetried),
        ("blue-green-completed", { try ended(Example.blueGreenPlan, .ok) }),
        ("blue-green-failed", { try ended(Example.blueGreenPlan, .fail) }),
        ("rolling-completed", { try rolling(.ok) }),
        ("rolling-failed-undone", { try rolling(.fail) }),
        ("rolling-not-ready", rollingNotReady),
        ("ab-test-won", { try tested(then: .won) }), ("ab-test-lost", { try tested(then: .lost) }),
        ("ab-test-undecided", { try tested(then: .undecided) }),
        ("ab-test-judged", { try tested(Example.abTest(winner: .judge), then: .undecided) }),
        ("rollback-completed", rollbackCompleted),
        ("rollback-during-deployment", rollbackDuringDeployment),
        ("automatic-rollback", { try watched(60) }),
        ("automatic-rollback-ineffective", { try watched(400) }),
        ("automatic-rollback-blocked", automaticBlocked),
    ]

    private static func ended(
        _ plan: DeploymentPlan, _ verdict: Verdict.Kind
    ) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.deploy("v2", plan: plan)
        ledger.live(600, verdict: verdict)
        return ledger
    }

    /// Four instances, two at a time; the second batch gets this verdict.
    private static func rolling(_ verdict: Verdict.Kind) throws -> ServiceLedger {
        var ledger = try ServiceLedger.rolling()
        ledger.live(25)
        ledger.live(120, verdict: verdict)
        return ledger
    }

    /// An instance of the first batch does not come up.
    private static func rollingNotReady() throws -> ServiceLedger {
        var ledger = try ServiceLedger.rolling()
        ledger.runToHealth()
        ledger.wait(60)
        ledger.run()
        return ledger
    }

    private enum Test { case won, lost, undecided }

    /// Ten minutes of good looks; the winner is declared after two.
    private static func tested(
        _ plan: DeploymentPlan = Example.abTestPlan, then end: Test
    ) throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        let settings = Example.settings(router: Example.userRouter)
        try ledger.accept(.configure(settings, live: nil))
        try ledger.deploy("v2", plan: plan)
        ledger.live(120)
        switch end {
        case .won:
            try ledger.accept(.promote(deployment: active(ledger), stage: 0, isFull: false))
        case .lost: try ledger.accept(.reject(deployment: active(ledger), stage: 0))
        case .undecided: break
        }
        ledger.live(600)
        return ledger
    }

    /// `v2` is live, watched, and fails from now on, as whatever comes after it.
    private static func watched(_ seconds: Int) throws -> ServiceLedger {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(
            .configure(Example.settings(watch: Example.rollbackPolicy), live: nil))
        ledger.live(seconds, verdict: .fail)
        return ledger
    }

    /// In the cooldown of a person's rollback what is live fails, and is taken back after it.
    private static func automaticBlocked() throws -> ServiceLedger {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(
            .configure(Example.settings(watch: Example.rollbackPolicy), live: nil))
        try ledger.accept(.rollBack(version: "v1", isForced: false))
        ledger.run()
        try ledger.accept(.unmark(version: "v2"))
        ledger.live(360, verdict: .fail)
        return ledger
    }

    private static func active(_ ledger: ServiceLedger) -> ID {
        ledger.state.active?.id ?? Example.id(0)
    }

    private static func canaryAborted() throws -> ServiceLedger {
        var ledger = try ServiceLedger.shifting()
        try ledger.accept(.abort(deployment: active(ledger)))
        ledger.run()
        return ledger
    }

    private static func canaryPromoted() throws -> ServiceLedger {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.promote(deployment: active(ledger), stage: 0, isFull: false))
        ledger.live(120)
        return ledger
    }

    private static func canaryPromotedFully() throws -> ServiceLedger {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.promote(deployment: active(ledger), stage: 0, isFull: true))
        ledger.live(120, verdict: .insufficient)
        return ledger
    }

    private static func canaryPaused() throws -> ServiceLedger {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.pause(deployment: active(ledger), stage: 0))
        ledger.live(300)
        try ledger.accept(.resume(deployment: active(ledger)))
        ledger.live(120)
        return ledger
    }

    private static func canaryApproved() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        let wish = ServiceCommand.deploy(
            deployment: ledger.newID(), version: "v2", plan: Example.approvedPlan)
        try ledger.accept(wish, actor: "author")
        ledger.live(90)
        for actor in ["ann", "ben"] {
            let approval = ServiceCommand.approve(
                deployment: active(ledger), stage: 0, actor: actor)
            try ledger.accept(approval, actor: actor)
        }
        ledger.live(120)
        return ledger
    }

    private static func canarySuperseded() throws -> ServiceLedger {
        var ledger = ServiceLedger.registered()
        try ledger.accept(.configure(Example.settings(onNewVersion: .supersede), live: nil))
        try ledger.deploy("v2")
        ledger.run()
        try ledger.deploy("v3")
        ledger.live(300)
        return ledger
    }

    /// The router fails twice, and drifts once it is back.
    private static func canaryRouterAway() throws -> ServiceLedger {
        var ledger = try ServiceLedger.shifting()
        for _ in 0..<2 {
            ledger.record(
                .shiftFailed(
                    .init(
                        attempt: ledger.state.open?.attempt ?? 0, code: "unreachable",
                        isUnknown: true, retryAt: ledger.now.adding(seconds: 5),
                        detail: "no route")))
            ledger.wait(5)
            ledger.run { $0.isShift }
        }
        ledger.live(300)
        return ledger
    }

    private static func canaryRetried() throws -> ServiceLedger {
        var ledger = try ended(Example.plan, .fail)
        let failed = ledger.state.ended.last?.id ?? Example.id(0)
        try ledger.accept(.unmark(version: "v2"))
        try ledger.accept(.retry(deployment: failed, as: ledger.newID(), fromStage: 0))
        ledger.live(300)
        return ledger
    }

    private static func rollbackCompleted() throws -> ServiceLedger {
        var ledger = try ServiceLedger.completed()
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.live(60)
        return ledger
    }

    private static func rollbackDuringDeployment() throws -> ServiceLedger {
        var ledger = try ServiceLedger.holding()
        try ledger.accept(.rollBack(version: nil, isForced: false))
        ledger.live(60)
        return ledger
    }
}
