import LedgerCore

/// An event of a recorded history, as one line of `Tests/Histories/<name>.ndjson` has it.
///
/// The first line has position 1; the type says whose stream it is of.
struct HistoryLine: Equatable {
    var at: Timestamp
    var command: ID
    var actor: String
    var type: String
    var schema: Int
    var data: JSONObject

    init(_ event: ServiceEvent, _ context: EventContext) {
        self.init(event.recordable(id: context.command), event.stored.payload, context)
    }

    init(_ judged: SampleEvent.Judged, _ context: EventContext) {
        self.init(SampleEvent.judged(judged).recordable(id: context.command), judged, context)
    }

    private init(_ event: NewEvent, _ payload: any EventPayload, _ context: EventContext) {
        at = context.at
        command = context.command
        actor = context.actor
        type = event.type
        schema = event.schema
        data = payload.json
    }

    init(parsing text: some StringProtocol) throws {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw StoredEventError("a line is not an object")
        }
        let fields = FieldReader(object)
        at = fields.time("at")
        command = fields.id("command")
        actor = fields.string("actor")
        type = fields.string("type")
        schema = fields.integer("schema")
        data = fields.object("data").document
        guard fields.problems.isEmpty else { throw StoredEventError("\(fields.problems)") }
    }

    var text: String {
        let object: JSONObject = [
            "at": .time(at), "command": .id(command), "actor": .string(actor),
            "type": .string(type), "schema": .integer(schema), "data": .object(data),
        ]
        return String(decoding: object.bytes, as: UTF8.self)
    }

    private var body: StoredBody { StoredBody(schema: schema, data: data.bytes) }

    /// `nil` for an event of the samples stream.
    func serviceEvent() throws -> ServiceEvent? {
        try ServiceEvent.Name(rawValue: type).map { try ServiceEvent($0, body) }
    }

    func sampleEvent() throws -> SampleEvent? {
        try SampleEvent.Name(rawValue: type).map { try SampleEvent($0, body) }
    }
}
