import EventLog
package import LedgerCore

/// Folds services along the log for the views, which see each event with the state around it.
///
/// Holds one folded state per service that it has seen.
package struct ViewFolder: Sendable {
    private var states: [StreamName: ServiceState] = [:]

    package init() {}

    /// Whether the state just before an event of this stream must be given by ``prime(_:_:)``.
    package func needsPriming(_ event: RecordedEvent) -> Bool {
        event.stream.service != nil && event.version > 1 && states[event.stream] == nil
    }

    package mutating func prime(_ stream: StreamName, _ state: ServiceState) {
        states[stream] = state
    }

    /// - Throws: ``StoredEventError`` for an event of a known kind that cannot be read.
    package mutating func input(for recorded: RecordedEvent) throws(StoredEventError) -> ViewInput {
        switch recorded.stream.kind {
        case "service": return try service(recorded)
        case "samples":
            return ViewInput(
                recorded: recorded, fact: .sample(try SampleEvent(recorded)), service: nil)
        default: return ViewInput(recorded: recorded, fact: .other, service: nil)
        }
    }

    private mutating func service(_ recorded: RecordedEvent) throws(StoredEventError) -> ViewInput {
        guard let (environment, name) = recorded.stream.service else {
            return ViewInput(recorded: recorded, fact: .other, service: nil)
        }
        let event = try ServiceEvent(recorded)
        var state = states[recorded.stream] ?? ServiceState()
        states[recorded.stream] = nil
        let (saga, live) = (state.active, state.live)
        ServiceState.evolve(&state, with: event, EventContext(recorded))
        states[recorded.stream] = state
        return ViewInput(
            recorded: recorded, fact: .service(event),
            service: .init(
                environment: environment, name: name, sagaBefore: saga, liveBefore: live,
                after: state))
    }
}
