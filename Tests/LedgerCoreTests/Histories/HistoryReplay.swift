import LedgerCore

/// Decides a history again, line by line, by today's rules: what people asked for, what the rules
/// made of it, and what the outside answered to whom.
struct HistoryReplay {
    /// What is wrong, and where, from 0.
    struct Fault: Error, Equatable {
        let index: Int
        let problem: String
    }

    private var state = ServiceState()
    private var looks = Looks()
    private var watched = Looks()
    /// Decided together with the line before, and still to come.
    private var rest: [ServiceEvent] = []
    private let lines: [HistoryLine]

    private init(_ lines: [HistoryLine]) { self.lines = lines }

    /// - Returns: the state at the end.
    static func check(_ lines: [HistoryLine]) throws(Fault) -> ServiceState {
        var replay = HistoryReplay(lines)
        for index in lines.indices { try replay.take(index) }
        guard replay.rest.isEmpty else {
            throw Fault(index: lines.count, problem: "it ends in the middle of a decision")
        }
        return replay.state
    }

    private mutating func take(_ index: Int) throws(Fault) {
        let line = lines[index]
        let context = EventContext(
            position: Int64(index) + 1, version: state.version + 1, at: line.at,
            command: line.command, actor: line.actor)
        let event: ServiceEvent?
        do {
            if let sample = try line.sampleEvent() { return take(sample, context) }
            event = try line.serviceEvent()
        } catch { throw Fault(index: index, problem: "\(error)") }
        guard let event else { throw Fault(index: index, problem: "unknown type \(line.type)") }
        try check(event, index)
        let before = state.active?.id
        ServiceState.evolve(&state, with: event, context)
        guard before != state.active?.id else { return }
        if before == nil { watched = looks }
        looks = state.active == nil ? watched : Looks()
    }

    private mutating func take(_ sample: SampleEvent, _ context: EventContext) {
        let own = EventContext(
            position: context.position, version: looks.version + 1, at: context.at,
            command: context.command)
        Looks.evolve(&looks, with: sample, own)
    }

    private mutating func check(_ event: ServiceEvent, _ index: Int) throws(Fault) {
        if !rest.isEmpty {
            guard event == rest.removeFirst() else {
                throw Fault(index: index, problem: "not what was decided together")
            }
            return
        }
        if let problem = outcomeProblem(of: event) {
            guard problem.isEmpty else { throw Fault(index: index, problem: problem) }
            return
        }
        let decided = decisions(at: index, event)
        guard let first = decided.first(where: { $0.first == event }) else {
            throw Fault(index: index, problem: "the rules decide otherwise")
        }
        rest = Array(first.dropFirst())
    }

    /// What the rules may record here: for a person's wish, for a worker, or as an end.
    private func decisions(at index: Int, _ event: ServiceEvent) -> [[ServiceEvent]] {
        if let command = HistoryCommand.of(batch(from: index), in: state) {
            return (try? state.decide(command, as: lines[index].command)).map { [$0] } ?? []
        }
        let planner = planner(at: index, event)
        if case .record(let events, _) = planner.next() { return [events, planner.closing()] }
        return [planner.closing()]
    }

    /// The events of one wish are recorded under one command.
    private func batch(from index: Int) -> [(event: ServiceEvent, line: HistoryLine)] {
        let command = lines[index].command
        return lines[index...].prefix { $0.command == command }.compactMap { line in
            (try? line.serviceEvent()).flatMap { event in event.map { ($0, line) } }
        }
    }

    private func planner(at index: Int, _ event: ServiceEvent) -> Planner {
        var worker = "w1"
        if case .attemptStarted(let fact) = event { worker = fact.worker }
        var newID = Example.id(0)
        if case .rollbackStarted(let fact) = event { newID = fact.rollback }
        return Planner(
            state: state, looks: looks, now: max(lines[index].at, state.lastAt), worker: worker,
            mine: nil, newID: newID)
    }

    /// What is wrong with the outside's answer; empty when nothing is, `nil` for a decision.
    private func outcomeProblem(of event: ServiceEvent) -> String? {
        switch event {
        case .deployAcknowledged(let fact), .shiftAcknowledged(let fact):
            return answer(to: fact.attempt)
        case .deployFailed(let fact), .shiftFailed(let fact): return answer(to: fact.attempt)
        case .shiftObserved(let fact):
            guard case .shift(let split, _)? = state.open?.kind, split == fact.split,
                state.open?.isAcknowledged == true
            else { return "observed what was not asked for" }
            return answer(to: fact.attempt)
        case .deployed(let fact):
            let isReady =
                switch state.active?.currentStep {
                case .ready?, .readyBatch?: true
                default: false
                }
            let isAsked = isReady && state.active?.target == fact.target
            return isAsked ? "" : "nobody waited for this slot"
        default: return nil
        }
    }

    private func answer(to attempt: Int64) -> String {
        state.open?.attempt == attempt ? "" : "an answer to an attempt that is not open"
    }
}
