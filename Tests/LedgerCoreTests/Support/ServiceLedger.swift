import LedgerCore

/// A service's stream and its samples without a store: what is recorded is folded at once.
struct ServiceLedger {
    private(set) var state = ServiceState()
    /// Of what is under way, or of the steady watch.
    private(set) var looks = Looks()
    private var watched = Looks()
    private(set) var history: [(event: ServiceEvent, context: EventContext)] = []
    /// Everything in the order of the log, looks too.
    private(set) var lines: [HistoryLine] = []
    private var position: Int64 = 0
    private var lastID: UInt64 = 0x1000
    var now = Example.noon
    /// What the environment forbids.
    var rules = EnvironmentRules.none

    /// Nothing registered.
    init() {}

    /// A service that serves `v1` from `blue`.
    static func registered(live: Placement? = Example.stable) -> ServiceLedger {
        var ledger = ServiceLedger()
        ledger.record(.registered(.init(settings: Example.settings, live: live)))
        return ledger
    }

    mutating func newID() -> ID {
        lastID += 1
        return Example.id(lastID)
    }

    /// - Returns: the position.
    @discardableResult
    mutating func record(
        _ event: ServiceEvent, by command: ID = Example.id(0), actor: String = ""
    ) -> Int64 {
        position += 1
        let context = EventContext(
            position: position, version: state.version + 1, at: now, command: command,
            actor: actor)
        let before = state.active?.id
        ServiceState.evolve(&state, with: event, context)
        changeSamples(from: before, to: state.active?.id)
        history.append((event, context))
        lines.append(HistoryLine(event, context))
        return position
    }

    /// Whatever is under way has its own samples, and so has the steady watch.
    private mutating func changeSamples(from before: ID?, to after: ID?) {
        guard before != after else { return }
        if before == nil { watched = looks }
        looks = after == nil ? watched : Looks()
    }

    /// Decides and records; the id of the request is returned.
    @discardableResult
    mutating func accept(
        _ command: ServiceCommand, actor: String = ""
    ) throws(Refusal) -> ID {
        let request = newID()
        for event in try state.decide(command, as: request) {
            record(event, by: request, actor: actor)
        }
        return request
    }

    /// Records a verdict on the samples of the active deployment, or of the steady watch.
    ///
    /// - Parameter samples: how many of the last measurements it cites.
    mutating func look(_ kind: Verdict.Kind, stage: Int?, citing samples: Int64 = 0) {
        position += 1
        let judged = SampleEvent.Judged(
            deployment: stage == nil ? nil : state.active?.id, stage: stage,
            judge: GuardedRatioJudge.name, verdict: Verdict(kind, checks: []),
            samples: (0..<samples).map { looks.version - $0 })
        let context = EventContext(
            position: position, version: looks.version + 1, at: now, command: Example.id(0))
        Looks.evolve(&looks, with: .judged(judged), context)
        lines.append(HistoryLine(judged, context))
    }

    /// Records a measurement on the same samples, for the next look to cite.
    mutating func measure(_ role: SampleEvent.Role, _ answer: Measurement.Answer, stage: Int) {
        position += 1
        let sample = SampleEvent.Recorded(
            deployment: state.active?.id, stage: stage, role: role, version: "v", windowSeconds: 1,
            measurement: Measurement(answer: answer, provider: "test", query: ""))
        let context = EventContext(
            position: position, version: looks.version + 1, at: now, command: Example.id(0))
        Looks.evolve(&looks, with: .recorded(sample), context)
    }

    func planner(mine: Int64? = nil, worker: String = "w1") -> Planner {
        Planner(
            state: state, looks: looks, now: now, worker: worker, mine: mine,
            newID: Example.id(0xB000 + UInt64(position)), rules: rules)
    }

    func plan(mine: Int64? = nil) -> NextStep { planner(mine: mine).next() }

    mutating func wait(_ seconds: Int) { now = now.adding(seconds: seconds) }

    var names: [String] { history.map { $0.event.stored.name.rawValue } }
}

/// A worker to whom everything succeeds.
extension ServiceLedger {
    /// Carries steps out until the saga rests, a look is due, or an effect is performed that `stop`
    /// names. - Returns: the step at which it stopped.
    @discardableResult
    mutating func run(stopAt stop: (OpenEffect) -> Bool = { _ in false }) -> NextStep {
        var mine: Int64?
        while true {
            let step = plan(mine: mine)
            switch step {
            case .record(let events, let ownsEffect):
                for event in events { mine = record(event) }
                if !ownsEffect { mine = nil }
            case .perform(let effect):
                guard !stop(effect) else { return step }
                succeed(effect)
            case .checkHealth(let task):
                record(
                    .deployed(
                        .init(target: task.target, healthyChecks: 3, instances: task.instances)))
            case .analyse, .rest: return step
            }
        }
    }

    /// The next outcome of an effect, when all goes well.
    mutating func succeed(_ effect: OpenEffect) {
        switch effect.kind {
        case .deploy: record(.deployAcknowledged(.init(attempt: effect.attempt)))
        case .shift where !effect.isAcknowledged:
            record(.shiftAcknowledged(.init(attempt: effect.attempt)))
        case .shift(let split, _): observe(split, effect)
        }
    }

    private mutating func observe(_ split: TrafficSplit, _ effect: OpenEffect) {
        record(
            .shiftObserved(
                .init(attempt: effect.attempt, split: split, token: nil, isClean: effect.isClean)))
        for event in planner().closing() { record(event) }
    }

    /// Takes a look with this verdict whenever one is due, until `seconds` have gone by.
    mutating func live(_ seconds: Int, verdict: Verdict.Kind = .ok) {
        let end = now.adding(seconds: seconds)
        while true {
            switch run() {
            case .analyse(let task): look(verdict, stage: task.stage)
            case .rest(let until?, _) where until < end: now = until
            default:
                now = end
                return
            }
        }
    }
}

extension OpenEffect {
    var isShift: Bool { if case .shift = kind { true } else { false } }

    var cause: ServiceEvent.ShiftDecided.Cause? {
        if case .shift(_, let cause) = kind { cause } else { nil }
    }
}
