/// What is recorded on the streams of pushed samples, one a minute.
///
/// Nothing is decided from these: a look adds up what it needs and records the sum, which it cites.
package enum PushEvent: StoredEvent {
    case pushed(Batch)

    package enum Name: String, CaseIterable, Sendable {
        case pushed = "samples.pushed"
    }

    /// What one request brought.
    package struct Batch: EventPayload {
        /// Of one version and window only one each, at most ``windowLimit``.
        package let samples: [PushedSample]
        /// How many were sent, before those of one version and window were added up.
        package let sent: Int

        package static let windowLimit = 100
        package static let sampleLimit = 1000

        package init(samples: [PushedSample], sent: Int) {
            self.samples = samples
            self.sent = sent
        }

        package init(_ fields: FieldReader) {
            self.init(
                samples: fields.optionalObjects("samples", count: 1...Self.windowLimit)?
                    .map(PushedSample.init) ?? [],
                sent: fields.integer("sent", in: 1...Self.sampleLimit))
        }

        package var json: JSONObject {
            [
                "samples": .array(samples.map { .object($0.json) }), "sent": .integer(sent),
            ]
        }
    }

    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .pushed(let batch): (.pushed, batch)
        }
    }

    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .pushed: self = .pushed(try body.decode())
        }
    }
}
