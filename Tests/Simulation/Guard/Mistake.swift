import EventLog
import LedgerCore

/// The known ways to build this wrong, each made by what lies between the real worker and the world.
enum Mistake: String, Sendable, CaseIterable {
    /// A worker appends at whatever version there is.
    case noExpectedVersion
    /// Only the version of the samples that a decision cites is not looked at (rule R5).
    case noSamplesVersion
    /// The router is set before the intent is on record.
    case effectFirst
    /// The router takes any token.
    case noTokens
    /// Workers go by their machines' clocks.
    case ownClock
    /// A dispatch takes the due row away.
    case noRedrive
    /// What was accepted begins when its turn comes, whatever has happened since (rule R10).
    case noDecideAgain
    /// A key that was answered is not looked up.
    case commandIgnored
    /// The router is believed, not read.
    case noReadBack
    /// After a conflict the outcome of a call is dropped (rule R1).
    case outcomeDropped
    /// An open effect is taken over at once (rule R2).
    case eagerTakeover
    /// "Look again then" is not written (rule R7).
    case waitNotWritten
    /// What stops something is driven again as late as anything (rule R8).
    case notUrgent

    /// What a worker is shown in the place of what was loaded.
    func distort(_ loaded: Loaded, _ life: ProcessLife, _ world: World) -> Loaded {
        switch self {
        case .ownClock:
            Loaded(
                events: loaded.events, now: world.now.adding(milliseconds: life.skew),
                due: loaded.due, command: loaded.command)
        case .eagerTakeover:
            Loaded(
                events: loaded.events.map { $0.map(Self.aged) }, now: loaded.now,
                due: loaded.due, command: loaded.command)
        default: loaded
        }
    }

    private static func aged(_ event: RecordedEvent) -> RecordedEvent {
        let names: [ServiceEvent.Name] = [
            .shiftDecided, .deployDecided, .attemptStarted, .shiftAcknowledged,
        ]
        guard names.contains(where: { $0.rawValue == event.type }) else { return event }
        return RecordedEvent(
            position: event.position, stream: event.stream, version: event.version,
            event: event.event, origin: event.origin,
            recordedAt: event.recordedAt.adding(seconds: -Planner.takeoverSeconds))
    }
}
