import LedgerCore
import LedgerTestKit

/// One service, some workers, callers and a router that knows no tokens, at the mercy of a seed.
///
/// Everything that a worker does it does from a copy of the ledger that may be old: the versions
/// decide whether its facts are recorded, as the store would.
struct SagaWorld {
    var ledger = ServiceLedger.registered()
    var random: SeededRandom
    var workers = (0..<3).map { ModelWorker(name: "w\($0)") }
    /// Percent by slot, as users see it.
    var router = ["blue": 100, "green": 0]
    /// Requests to the router that nobody waits for any more.
    var strays: [(split: TrafficSplit, arrivesAt: Timestamp)] = []
    var checker = SagaChecker()
    /// From then on nothing goes wrong.
    var isHealed = false
    private var lastVersion = 1
    /// How many of a hundred steps are somebody's wish.
    private let wishes: Int
    /// Some of its deployments are A/B tests, which wait long for people.
    private let testsUsers: Bool
    /// How many of a hundred questions for a slot's health hear a good answer.
    let readiness: Int

    private let rolling: DeploymentPlan

    /// Quick, so that all of it happens within the few minutes of a world.
    private static let policy = RollbackPolicy(
        criteria: Criteria(maxErrorRate: 0.01), windowSeconds: 30, intervalSeconds: 10,
        warmUpSeconds: 5, failedLooks: 2, cooldownSeconds: 120, maxRollbacksPerHour: 2)

    init(seed: Int, wishes: Int = 1, readiness: Int = 60) {
        self.wishes = wishes
        self.readiness = readiness
        rolling = seed % 8 == 0 ? Example.surgingPlan : Example.rollingPlan
        // Users are sent to one target, so not where a slot has four.
        testsUsers = seed % 4 >= 2 && seed % 8 != 3
        random = SeededRandom(seed)
        let policies: [ServicePolicies.NewVersion] = [.queue, .supersede, .queue, .reject]
        let policy = policies[seed / 3 % policies.count]
        let watch = seed % 2 == 0 ? nil : Self.policy
        let settings = Example.settings(
            onNewVersion: policy, watch: watch, router: Example.userRouter)
        ledger.record(
            .changed(
                .init(settings: seed % 4 < 2 ? Example.fourInstances(settings) : settings)))
        for entry in ledger.history { checker.check(entry.event, entry.context, samples: []) }
    }

    /// Verdicts of the present deployment's samples stream.
    var samples: [SagaChecker.Sample] = []
    /// Verdicts of the steady watch.
    private var watched: [SagaChecker.Sample] = []

    mutating func play(steps: Int) {
        for _ in 0..<steps {
            if ledger.rules.stop != nil, random.chance(2) { pressStop() }
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<wishes where random.chance(5): pressStop()
            case 0..<wishes: command()
            case wishes where random.chance(30): editRouter()
            case ...25: pass()
            default: work()
            }
        }
    }

    /// Nothing fails any more; `false` when the service does not come to rest all the same.
    mutating func heal() -> Bool {
        isHealed = true
        ledger.rules = EnvironmentRules(freeze: nil, stop: nil, resumedAt: ledger.now)
        goOn()
        for _ in 0..<3000 {
            work()
            if isAtRest { return true }
            if random.chance(5) { goOn() }
            if random.chance(20) { pass() }
        }
        return false
    }

    private var isAtRest: Bool {
        ledger.state.active == nil && ledger.state.open == nil && ledger.state.queue.isEmpty
            && ledger.state.rollbackQueue.isEmpty && strays.isEmpty
            && workers.allSatisfy { $0.call == nil } && isRouterRight
    }

    var isRouterRight: Bool {
        guard let wanted = ledger.state.wanted else { return true }
        return router.allSatisfy { $0.value == wanted.percent(of: $0.key) }
    }

    /// Records and checks; the position.
    @discardableResult
    mutating func record(
        _ event: ServiceEvent, by request: ID = Example.id(0), actor: String = ""
    ) -> Int64 {
        if case .deploymentStarted = event { samples = [] }
        let seen = ledger.state.active == nil ? watched : samples
        let position = ledger.record(event, by: request, actor: actor)
        if let last = ledger.history.last {
            checker.check(last.event, last.context, samples: seen)
            checker.check(last.event, under: ledger.rules)
        }
        return position
    }

    mutating func look(_ kind: Verdict.Kind, stage: Int?) {
        ledger.look(kind, stage: stage)
        let sample = SagaChecker.Sample(
            version: ledger.looks.version, kind: kind, at: ledger.now)
        if stage == nil { watched.append(sample) } else { samples.append(sample) }
    }
}

/// What comes from outside.
extension SagaWorld {
    private mutating func command() {
        var actor = "person:\(Int.random(in: 0..<3, using: &random))"
        let command = anyCommand()
        if case .approve(_, _, let person) = command { actor = person }
        accept(command, actor: actor)
    }

    /// People come back and do what is waited for.
    private mutating func goOn() {
        guard let saga = ledger.state.active, saga.kind == .deployment else { return }
        if saga.isPaused { accept(.resume(deployment: saga.id)) }
        if saga.plan.strategy == .abTest, let stage = saga.stage {
            accept(.promote(deployment: saga.id, stage: stage, isFull: false))
        }
        for person in 0..<3 {
            let actor = "person:\(person)"
            guard let stage = ledger.state.active?.stage else { return }
            accept(.approve(deployment: saga.id, stage: stage, actor: actor), actor: actor)
        }
    }

    private mutating func accept(_ command: ServiceCommand, actor: String = "") {
        let request = ledger.newID()
        guard let events = try? ledger.state.decide(command, as: request, under: ledger.rules)
        else { return }
        for event in events { record(event, by: request, actor: actor) }
    }

    private mutating func anyControl() -> ServiceCommand {
        let deployment = ledger.state.active?.id ?? ledger.state.ended.last?.id ?? Example.id(0)
        let stage = random.chance(80) ? ledger.state.active?.stage ?? 0 : 1
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .promote(deployment: deployment, stage: stage, isFull: random.chance(40))
        case 1: return .pause(deployment: deployment, stage: nil)
        case 2: return .resume(deployment: deployment)
        case 3:
            return .unmark(version: ledger.state.bad.min() ?? "none")
        case 4: return .reject(deployment: deployment, stage: stage)
        case 5:
            let old = ledger.state.ended.last?.id ?? deployment
            return .retry(deployment: old, as: ledger.newID(), fromStage: 0)
        default: return .approve(deployment: deployment, stage: stage, actor: "person:0")
        }
    }

    private mutating func anyCommand() -> ServiceCommand {
        if random.chance(35) { return anyControl() }
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            let deployment = ledger.state.active?.id ?? ledger.state.queue.first?.deployment
            return .abort(deployment: deployment ?? Example.id(0))
        case 1...2 where ledger.state.active?.kind != .deployment || random.chance(20):
            let version = random.chance(50) ? nil : ledger.state.good.randomElement(using: &random)
            return .rollBack(version: version, isForced: random.chance(20))
        default:
            // Sometimes one that was there before, which may be bad or live when its turn comes.
            lastVersion += 1
            let old = random.chance(30) ? ledger.state.good.randomElement(using: &random) : nil
            let plans = [
                Example.plan, Example.plan, Example.approvedPlan, Example.blueGreenPlan,
                rolling,
            ]
            let isTest = testsUsers && random.chance(40)
            let plan =
                isTest
                ? Example.abTestPlan : plans.randomElement(using: &random) ?? Example.plan
            return .deploy(
                deployment: ledger.newID(), version: old ?? "v\(lastVersion)", plan: plan)
        }
    }

    /// The environment's stop button, pressed or released.
    private mutating func pressStop() {
        let stop = ledger.rules.stop
        ledger.rules = EnvironmentRules(
            freeze: nil,
            stop: stop == nil ? .init(at: ledger.now, actor: "person:0", reason: nil) : nil,
            resumedAt: stop == nil ? ledger.rules.resumedAt : ledger.now)
    }

    private mutating func editRouter() {
        let percent = Int.random(in: 0...100, using: &random)
        router = ["blue": percent, "green": 100 - percent]
    }

    /// Time goes by, sometimes for long; late requests arrive.
    private mutating func pass() {
        let limit = random.chance(3) ? 60_000 : 3000
        ledger.now = ledger.now.adding(milliseconds: .random(in: 1...limit, using: &random))
        for stray in strays where stray.arrivesAt <= ledger.now { apply(stray.split) }
        strays.removeAll { $0.arrivesAt <= ledger.now }
    }

    mutating func apply(_ split: TrafficSplit) {
        for share in split.shares { router[share.slot] = share.percent }
    }
}
