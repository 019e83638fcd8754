import EventLog
package import LedgerCore

/// One event as the views see it: with what the rules made of it.
package struct ViewInput: Sendable {
    package let recorded: RecordedEvent
    package let fact: Fact
    /// The service that it is about; `nil` when it is about none.
    package let service: ServiceContext?

    package enum Fact: Sendable {
        case service(ServiceEvent)
        case sample(SampleEvent)
        /// Of a kind that no view here is made of.
        case other
    }

    /// A service before and after the event.
    package struct ServiceContext: Sendable {
        package let environment: String
        package let name: String
        /// The saga that was active before; an end has none after.
        package let sagaBefore: Saga?
        package let liveBefore: Placement?
        package let after: ServiceState

        /// The saga that the event belongs to, whichever side of its end.
        package var saga: Saga? { after.active ?? sagaBefore }
        package var key: String { "\(environment)/\(name)" }
    }
}

/// A row of a view: a JSON document under a key, with what lists filter and sort by.
package struct ViewRow: Sendable, Equatable {
    package let key: String
    package let environment: String
    package let service: String
    /// Position of the event that made the row: newest first is by this, and never changes.
    package let madeAt: Int64
    package var data: JSONObject

    package init(
        key: String, environment: String, service: String, madeAt: Int64, data: JSONObject
    ) {
        self.key = key
        self.environment = environment
        self.service = service
        self.madeAt = madeAt
        self.data = data
    }
}

/// A read model: a pure function from rows and events to rows. Disposable; nothing decides by it.
package protocol View: Sendable {
    /// Name of the view in the store and on the command line; never changed once released.
    static var name: String { get }

    /// The rows that an event may touch.
    static func keys(of input: ViewInput) -> [String]

    /// The row after the event; `nil` when there is none, before or after.
    static func reduce(_ row: ViewRow?, key: String, _ input: ViewInput) -> ViewRow?
}
