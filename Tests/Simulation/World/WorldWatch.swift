import EventLog
import LedgerCore
import LedgerTestKit

/// Sees every event as it is recorded and every change of the router, and notes what must never be.
final class WorldWatch: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    private(set) var position: Int64 = 0
    private(set) var state = ServiceState()
    private(set) var checker = SagaChecker()
    private(set) var counts: [String: Int] = [:]
    /// Every event's place, name and time: two plays of one seed have the same.
    private(set) var lines: [String] = []
    private(set) var noted: [String] = []
    private(set) var history: [Entry] = []

    struct Entry: Sendable {
        let at: Int
        let event: ServiceEvent
    }

    private var samples: [StreamName: [SagaChecker.Sample]] = [:]
    private var versions: [StreamName: Int64] = [:]
    private var lastAt = Timestamp(microseconds: .min)
    /// The shares that a token stands for.
    private var intents: [Int64: [String: Int]] = [:]
    /// Percent of each target that somebody may see by now.
    private var allowed = ["one": 100, "two": 0]
    private var observed: Set<Int64> = []
    private var answers: [ID: String] = [:]
    /// When the present stage's share was first observed, in the world's own time.
    private var observedAt: Int?
    var clockWentBack = false
    var isOver = false

    /// What must never be, with its time, in the order in which it was found.
    ///
    /// A decision is dated when it is recorded, so that it may look too early when the database's
    /// clock was put back since it was made; ``watchDuration(_:at:)`` knows the true time.
    var violations: [String] {
        let early = "I4: the evidence is too early"
        return noted + checker.violations.filter { !clockWentBack || $0 != early }
    }

    func expect(_ isSo: Bool, _ rule: @autoclosure () -> String) {
        if !isSo { noted.append(rule()) }
    }

    func see(_ events: [RecordedEvent], at time: Int) {
        var rest = events[...]
        while let first = rest.first {
            let command = first.origin.commandID
            let batch = rest.prefix { $0.origin.commandID == command }
            rest = rest.dropFirst(batch.count)
            for event in batch { follow(event, time) }
            // A decision may cite what was recorded together with it.
            for event in batch where event.stream != World.stream { take(sample: event) }
            for event in batch where event.stream == World.stream { take(event, time) }
        }
    }

    /// I1.
    private func follow(_ event: RecordedEvent, _ time: Int) {
        expect(event.position == position + 1, "I1: a gap before position \(event.position)")
        expect(
            event.version == versions[event.stream, default: 0] + 1,
            "I1: \(event.stream) goes from \(versions[event.stream, default: 0]) to \(event.version)"
        )
        expect(event.recordedAt >= lastAt, "I1: time goes back at \(event.position)")
        position = event.position
        versions[event.stream] = event.version
        lastAt = event.recordedAt
        counts[event.type, default: 0] += 1
        lines.append("\(time) #\(event.position) \(event.type) by \(event.origin.actor)")
    }

    private func take(sample event: RecordedEvent) {
        guard case .judged(let fact)? = try? SampleEvent(event) else { return }
        samples[event.stream, default: []].append(
            .init(version: event.version, kind: fact.verdict.kind, at: event.recordedAt))
    }

    private func take(_ recorded: RecordedEvent, _ time: Int) {
        do {
            let event = try ServiceEvent(recorded)
            history.append(Entry(at: time, event: event))
            checker.check(event, EventContext(recorded), samples: cited)
            followTraffic(event, recorded.position)
            watchDuration(event, at: time)
            try state.fold([recorded])
            if case .deploymentStarted = event {
                let isNew = state.active?.target.version != state.live?.version
                expect(isNew, "I4: a version is compared with itself")
            }
        } catch { noted.append("I9: event \(recorded.position) does not fold: \(error)") }
    }

    /// The looks that a decision may rest on now.
    private var cited: [SagaChecker.Sample] {
        if let saga = state.active { return samples[.samples(of: saga.id)] ?? [] }
        return StreamName.watch(of: World.stream, at: lastAt).flatMap { samples[$0] } ?? []
    }
}

/// I4 by the world's own time, whatever the clocks say.
extension WorldWatch {
    private func watchDuration(_ event: ServiceEvent, at time: Int) {
        switch event {
        case .shiftObserved:
            if case .shift(_, .stage)? = state.open?.kind { observedAt = time }
        case .stagePassed(let fact) where fact.promotion == nil:
            let stages = state.active?.plan.stages ?? []
            guard let begin = observedAt, stages.indices.contains(fact.stage) else { return }
            let least = stages[fact.stage].durationSeconds * 1000
            expect(time - begin >= least, "I4: stage \(fact.stage) lasted \(time - begin) ms")
        default: break
        }
    }
}

/// I3, I8 and I11 at the router.
extension WorldWatch {
    private func followTraffic(_ event: ServiceEvent, _ position: Int64) {
        switch event {
        case .shiftDecided(let fact):
            let shares = Self.shares(fact.split)
            intents[position] = shares
            allowed.merge(shares) { max($0, $1) }
        case .attemptStarted(let fact): intents[position] = intents[fact.intent]
        case .shiftObserved(let fact):
            allowed = Self.shares(fact.split)
            guard let intent = state.open?.intent else {
                return noted.append("I11: observed at \(position) what is not open")
            }
            expect(observed.insert(intent).inserted, "I11: intent \(intent) is observed twice")
        default: break
        }
    }

    private static func shares(_ split: TrafficSplit) -> [String: Int] {
        ["one": split.percent(of: "blue"), "two": split.percent(of: "green")]
    }

    /// A request of ours changed the router.
    ///
    /// - Parameter isFenced: it refuses lower tokens, and has not forgotten any.
    func see(_ shares: [String: Int], token: Int64, isFenced: Bool, at time: Int) {
        lines.append("\(time) router \(shares["one"] ?? 0)/\(shares["two"] ?? 0) by \(token)")
        guard let intent = intents[token] else {
            return noted.append("I8: token \(token) stands for no intent on record")
        }
        expect(intent == shares, "I8: token \(token) sets other shares than its intent")
        guard isFenced else { return }
        for target in ["one", "two"] {
            let (seen, limit) = (shares[target] ?? 0, allowed[target] ?? 0)
            expect(seen <= limit, "I3: \(target) has \(seen) %, and \(limit) % are allowed")
        }
    }
}

/// I7.
extension WorldWatch {
    func hear(_ answer: String, to key: ID) {
        let first = answers[key]
        expect(first == nil || first == answer, "I7: \(first ?? "") and then \(answer)")
        answers[key] = first ?? answer
    }

    var acceptedKeys: [ID] { answers.filter { $0.value == Client.accepted }.keys.sorted() }
}
