import EventLog
package import LedgerCore

/// Plausible pasts of a service from one seed: commands, steps that work or fail, looks good or bad,
/// and time that passes. Every event comes out of the real rules.
package struct RandomHistory {
    private var random: SplitMix64
    private var state = ServiceState()
    private var looks: [StreamName: Looks] = [:]
    private var now = Timestamp(microseconds: 1_790_000_000_000_000)
    private let stream: StreamName
    private var versions = 0
    /// What has been recorded, in log order.
    package private(set) var events: [RecordedEvent] = []
    private let firstPosition: Int64

    package init(seed: UInt64, service: String = "api", after position: Int64 = 0) {
        random = SplitMix64(seed: seed)
        stream = .service(service, in: "production")
        firstPosition = position + 1
        let live = Placement(version: "v0", slot: "a")
        record(
            [.registered(.init(settings: Samples.watchedSettings, live: live))], command: newID())
    }

    package mutating func run(steps: Int) {
        for _ in 0..<steps {
            now = now.adding(milliseconds: Int.random(in: 1...40_000, using: &random))
            Bool.random(using: &random) && state.active == nil ? command() : step()
            if Int.random(in: 0..<12, using: &random) == 0 { command() }
        }
    }

    private mutating func command() {
        let request = newID()
        let command: ServiceCommand
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where state.active != nil: command = .abort(deployment: state.active?.id ?? request)
        case 1: command = .rollBack(version: nil, isForced: false)
        default:
            versions += 1
            command = .deploy(
                deployment: newID(), version: "v\(versions)", plan: Samples.shortPlan)
        }
        guard let events = try? state.decide(command, as: request) else { return }
        record(events, command: request)
    }

    private mutating func step() {
        let planner = Planner(
            state: state, looks: looks[samples] ?? Looks(), now: now, worker: "w",
            mine: state.open?.attempt, newID: newID())
        switch planner.next() {
        case .record(let events, _): record(events, command: newID())
        case .perform(let effect): perform(effect)
        case .checkHealth(let task):
            guard isLucky(4) else { return }
            record(
                [
                    .deployed(
                        .init(target: task.target, healthyChecks: 3, instances: task.instances))
                ], command: newID())
        case .analyse(let task): look(task)
        case .rest: break
        }
    }

    private mutating func perform(_ effect: OpenEffect) {
        let attempt = effect.attempt
        guard isLucky(5) else {
            let failed = ServiceEvent.EffectFailed(
                attempt: attempt, code: "unreachable", isUnknown: false, retryAt: now,
                detail: "away")
            if case .deploy = effect.kind { return record([.deployFailed(failed)]) }
            return record([.shiftFailed(failed)])
        }
        switch effect.kind {
        case .deploy: record([.deployAcknowledged(.init(attempt: attempt))])
        case .shift(let split, _):
            guard effect.isAcknowledged else {
                return record([.shiftAcknowledged(.init(attempt: attempt))])
            }
            record([
                .shiftObserved(.init(attempt: attempt, split: split, token: nil, isClean: true))
            ])
            let closing = Planner(
                state: state, looks: Looks(), now: now, worker: "w", mine: nil, newID: newID()
            ).closing()
            if !closing.isEmpty { record(closing) }
        }
    }

    /// Of what is under way, or of the steady watch today.
    private var samples: StreamName {
        state.active.map { .samples(of: $0.id) } ?? .watch(of: stream, at: now) ?? stream
    }

    private mutating func look(_ task: AnalysisTask) {
        let kind: Verdict.Kind = isLucky(task.stage == nil ? 2 : 5) ? .ok : .fail
        let judged = SampleEvent.Judged(
            deployment: task.deployment, stage: task.stage, judge: "guarded-ratio/1",
            verdict: Verdict(
                kind, checks: [Check("max_error_rate", kind, value: 0.01, limit: 0.01)]),
            samples: [])
        var fold = looks[samples] ?? Looks()
        let recorded = recordable(
            SampleEvent.judged(judged).recordable(id: newID()), samples, fold.version + 1, newID())
        try? fold.fold([recorded])
        looks[samples] = fold
        events.append(recorded)
    }

    private mutating func record(_ facts: [ServiceEvent], command: ID? = nil) {
        let command = command ?? newID()
        for fact in facts {
            let recorded = recordable(
                fact.recordable(id: newID()), stream, state.version + 1, command)
            try? state.fold([recorded])
            events.append(recorded)
        }
    }

    private func recordable(
        _ event: NewEvent, _ stream: StreamName, _ version: Int64, _ command: ID
    ) -> RecordedEvent {
        RecordedEvent(
            position: firstPosition + Int64(events.count), stream: stream, version: version,
            event: event,
            origin: EventOrigin(
                commandID: command, actor: "worker:w", reason: "because", correlationID: command),
            recordedAt: now)
    }

    private mutating func newID() -> ID { ID.v7(at: now, using: &random) }

    /// True in all but one of `odds` cases.
    private mutating func isLucky(_ odds: Int) -> Bool {
        Int.random(in: 0..<odds, using: &random) > 0
    }
}

/// A small generator whose numbers are the same everywhere.
package struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
