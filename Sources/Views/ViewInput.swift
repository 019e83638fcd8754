import EventLog
package import LedgerCore

/// One event as the views see it: with what the rules made of it.
///
/// A class, because it is large and every view looks at it: copies would cost more than the views.
package final class ViewInput: Sendable {
    package let recorded: RecordedEvent
    package let fact: Fact
    /// The service that it is about; `nil` for a verdict.
    package let service: ServiceContext?

    package init(recorded: RecordedEvent, fact: Fact, service: ServiceContext?) {
        self.recorded = recorded
        self.fact = fact
        self.service = service
    }

    package enum Fact: Sendable {
        case service(ServiceEvent)
        case verdict(VerdictNote)
    }

    /// A service before and after the event.
    package struct ServiceContext: Sendable {
        package let environment: String
        package let name: String
        /// The saga that was active before; an end has none after.
        package let sagaBefore: Saga?
        package let after: ServiceState

        /// The saga that the event belongs to, whichever side of its end.
        package var saga: Saga? { after.active ?? sagaBefore }
        package var key: String { "\(environment)/\(name)" }
    }
}
