import LedgerCore

/// What a test wants to see of a step; `nil` when it is another one.
extension NextStep {
    /// What is to be recorded.
    var events: [ServiceEvent]? {
        if case .record(let events, _) = self { events } else { nil }
    }

    var effect: OpenEffect? {
        if case .perform(let effect) = self { effect } else { nil }
    }

    var look: AnalysisTask? {
        if case .analyse(let task) = self { task } else { nil }
    }

    var restsUntil: Timestamp? {
        if case .rest(let until, _) = self { until } else { nil }
    }

    var isRest: Bool {
        if case .rest = self { true } else { false }
    }

    var watchesTraffic: Bool {
        if case .rest(_, let watches) = self { watches } else { false }
    }
}
