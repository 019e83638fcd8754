/// What the rules know of an environment: the fold of its stream.
package struct EnvironmentState: Sendable, Equatable {
    /// Version of the stream; 0 for an environment of which nothing is recorded.
    package private(set) var version: Int64 = 0
    /// By name.
    package private(set) var freezes: [String: FreezeWindow] = [:]
    package private(set) var stop: Stop?
    /// When the last stop ended.
    package private(set) var resumedAt: Timestamp?

    /// Who stopped everything, and why.
    package struct Stop: Sendable, Equatable {
        package let at: Timestamp
        package let actor: String
        package let reason: String?

        package init(at: Timestamp, actor: String, reason: String?) {
            self.at = at
            self.actor = actor
            self.reason = reason
        }
    }

    /// Windows of one environment.
    package static let freezeLimit = 50

    package init() {}

    package static func evolve(
        _ state: inout EnvironmentState, with event: EnvironmentEvent, _ context: EventContext
    ) {
        state.version = context.version
        switch event {
        case .freezeSet(let fact): state.freezes[fact.window.name] = fact.window
        case .freezeRemoved(let fact): state.freezes[fact.name] = nil
        case .stopped:
            state.stop = Stop(at: context.at, actor: context.actor, reason: context.reason)
        case .resumed:
            state.stop = nil
            state.resumedAt = context.at
        }
    }

    package mutating func fold(_ events: some Sequence<RecordedEvent>) throws(StoredEventError) {
        for recorded in events {
            Self.evolve(&self, with: try EnvironmentEvent(recorded), EventContext(recorded))
        }
    }

    /// What holds at a moment.
    package func rules(at now: Timestamp) -> EnvironmentRules {
        let frozen = freezes.values.compactMap { window in
            window.end(at: now).map { EnvironmentRules.Freeze(name: window.name, until: $0) }
        }
        return EnvironmentRules(
            freeze: frozen.max { ($0.until, $0.name) < ($1.until, $1.name) }, stop: stop,
            resumedAt: resumedAt)
    }
}

/// What an environment forbids at one moment.
package struct EnvironmentRules: Sendable, Equatable {
    package struct Freeze: Sendable, Equatable {
        package let name: String
        package let until: Timestamp

        package init(name: String, until: Timestamp) {
            self.name = name
            self.until = until
        }
    }

    /// The one that lasts longest.
    package let freeze: Freeze?
    package let stop: EnvironmentState.Stop?
    package let resumedAt: Timestamp?

    package init(freeze: Freeze?, stop: EnvironmentState.Stop?, resumedAt: Timestamp?) {
        self.freeze = freeze
        self.stop = stop
        self.resumedAt = resumedAt
    }

    package static let none = EnvironmentRules(freeze: nil, stop: nil, resumedAt: nil)
}
