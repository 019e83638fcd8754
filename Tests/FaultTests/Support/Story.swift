import EventLog
import LedgerCore

/// What happened to a service, told without the attempts that it took.
enum Story {
    /// A canary with one stage before the last, disturbed by nobody.
    static let canary: [ServiceEvent.Name] = [
        .registered, .deploymentRequested, .deploymentStarted,
        .deployDecided, .deployAcknowledged, .deployed,
        .shiftDecided, .shiftAcknowledged, .shiftObserved, .stagePassed,
        .shiftDecided, .shiftAcknowledged, .shiftObserved, .stagePassed, .deploymentCompleted,
    ]

    static let abort: [ServiceEvent.Name] = [
        .abortRequested, .shiftDecided, .shiftAcknowledged, .shiftObserved, .deploymentAborted,
    ]

    static let rollback: [ServiceEvent.Name] = [
        .rollbackRequested, .rollbackStarted, .deployDecided, .deployAcknowledged, .deployed,
        .shiftDecided, .shiftAcknowledged, .shiftObserved, .rollbackCompleted,
    ]

    /// Leaves out takeovers, and the answers to all attempts of an effect but the first.
    static func told(by events: [RecordedEvent], of stream: StreamName) -> [ServiceEvent.Name] {
        var story: [ServiceEvent.Name] = []
        for event in events where event.stream == stream {
            guard let name = ServiceEvent.Name(rawValue: event.type), name != .attemptStarted else {
                continue
            }
            if name == story.last, repeatable.contains(name) { continue }
            story.append(name)
        }
        return story
    }

    private static let repeatable: Set<ServiceEvent.Name> = [
        .deployAcknowledged, .shiftAcknowledged,
    ]
}
