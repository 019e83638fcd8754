import LedgerCore

/// The ways from state to state that a history shows.
struct Transitions {
    /// One way, of one kind of saga.
    struct Way: Hashable, Comparable {
        let kind: String
        let from: String
        let event: String
        let to: String

        static func < (one: Way, other: Way) -> Bool {
            (one.order, one.event, one.to) < (other.order, other.event, other.to)
        }

        private var order: Int { Transitions.states.firstIndex(of: from) ?? 0 }
    }

    static let states = [
        "(none)", "queued", "deploying", "waiting_for_health", "shifting", "holding", "paused",
        "aborting", "finishing", "completed", "aborted", "rejected", "moot",
    ]

    private(set) var counts: [Way: Int] = [:]

    /// Notes every change of state of every deployment and rollback.
    mutating func note(_ history: [(event: ServiceEvent, context: EventContext)]) {
        var state = ServiceState()
        for (event, context) in history {
            let before = Self.places(in: state)
            ServiceState.evolve(&state, with: event, context)
            let after = Self.places(in: state)
            for (id, place) in before where after[id]?.state != place.state {
                note(place.kind, place.state, event, after[id]?.state ?? Self.end(by: event))
            }
            for (id, place) in after where before[id] == nil {
                note(place.kind, "(none)", event, place.state)
            }
        }
    }

    private mutating func note(
        _ kind: String, _ from: String, _ event: ServiceEvent, _ to: String
    ) {
        let name = event.stored.name.rawValue
        counts[Way(kind: kind, from: from, event: name, to: to), default: 0] += 1
    }

    private static func places(in state: ServiceState) -> [ID: (kind: String, state: String)] {
        var places: [ID: (kind: String, state: String)] = [:]
        for queued in state.queue {
            places[queued.deployment] = (queued.plan.strategy.rawValue, "queued")
        }
        if let saga = state.active {
            let kind = saga.kind == .rollback ? "rollback" : saga.plan.strategy.rawValue
            places[saga.id] = (kind, saga.phase)
        }
        return places
    }

    private static func end(by event: ServiceEvent) -> String {
        switch event {
        case .deploymentCompleted, .rollbackCompleted: "completed"
        case .deploymentAborted, .deploymentWithdrawn: "aborted"
        case .deploymentRejected: "rejected"
        default: "moot"
        }
    }
}

extension Transitions {
    /// A table for each kind, as `docs/state-machine.md` has it.
    var document: String {
        Set(counts.keys.map(\.kind)).sorted().map { kind in
            let rows = counts.keys.filter { $0.kind == kind }.sorted().map { way in
                "| `\(way.from)` | `\(way.event)` | `\(way.to)` |"
            }
            return """
                ## \(kind)

                | from | event | to |
                | --- | --- | --- |
                \(rows.joined(separator: "\n"))

                """
        }.joined(separator: "\n")
    }
}
