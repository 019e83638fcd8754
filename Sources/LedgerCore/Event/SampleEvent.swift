/// What is recorded on the samples streams, of a deployment or of the steady watch over a service:
/// every measurement, every verdict.
package enum SampleEvent: StoredEvent {
    case recorded(Recorded)
    case judged(Judged)

    package enum Name: String, CaseIterable, Sendable {
        case recorded = "sample.recorded"
        case judged = "verdict.given"
    }

    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .recorded(let fact): (.recorded, fact)
        case .judged(let fact): (.judged, fact)
        }
    }

    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .recorded: self = .recorded(try body.decode())
        case .judged: self = .judged(try body.decode())
        }
    }
}
