/// The event that people are told of, as far as a message names it.
package struct SourceEvent: Sendable, Equatable {
    package let id: ID
    /// In the whole log.
    package let position: Int64
    package let type: String
    package let environment: String
    package let service: String
    package let at: Timestamp

    package init(
        id: ID, position: Int64, type: String, environment: String, service: String, at: Timestamp
    ) {
        self.id = id
        self.position = position
        self.type = type
        self.environment = environment
        self.service = service
        self.at = at
    }

    /// - Returns: `nil` for an event of no service.
    package init?(_ recorded: RecordedEvent) {
        guard let service = recorded.stream.service else { return nil }
        self.init(
            id: recorded.event.id, position: recorded.position, type: recorded.type,
            environment: service.environment, service: service.name, at: recorded.recordedAt)
    }

    package init(_ fields: FieldReader) {
        self.init(
            id: fields.id("event"), position: Int64(fields.integer("position", in: 1...Int.max)),
            type: fields.string("type"), environment: fields.string("environment"),
            service: fields.string("service"), at: fields.time("at"))
    }

    package var json: JSONObject {
        [
            "event": .id(id), "position": .integer(position), "type": .string(type),
            "environment": .string(environment), "service": .string(service), "at": .time(at),
        ]
    }
}
