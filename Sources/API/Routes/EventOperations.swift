import EventLog
import LedgerCore

/// Reading the log itself.
struct EventOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/events", "The log, whole or what filters find",
                access: .needs(.viewer, reach: .found),
                query: EventSearch.parameters + [
                    (
                        name: "after",
                        summary: "position, or version beside `stream` alone; 0 is the start"
                    ),
                    (name: "wait", summary: "seconds to wait for the first event, 0 to 30"),
                ], handle: list)
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        let isPlain = request.query.keys.allSatisfy(Self.plain.contains)
        return try await isPlain ? tail(request) : search(request)
    }

    /// What the log is read by without a filter: then `next` is the number for `after`.
    private static let plain: Set = ["after", "stream", "limit", "wait"]

    private func search(_ request: APIRequest) async throws -> APIResponse {
        let (search, wait) = try Self.read(request.query)
        try await StreamGate(dependencies: dependencies, principal: request.principal)
            .check(search.filter)
        let searcher = EventSearcher(dependencies: dependencies)
        let plan = try await searcher.plan(search)
        let deadline = ContinuousClock.now + .seconds(wait)
        var page = try await searcher.page(plan)
        while page.events.isEmpty, page.seen == nil, ContinuousClock.now < deadline {
            await dependencies.events.waitForNews(
                patience: min(.seconds(1), deadline - ContinuousClock.now))
            page = try await searcher.page(plan)
        }
        return APIResponse(
            200,
            [
                "events": .array(page.events.map { .object($0.document) }),
                "next": .string(search.cursor(after: page)?.text),
                "more": .bool(page.seen != nil),
            ])
    }

    private static func read(_ query: [String: String]) throws(Problem) -> (EventSearch, Int) {
        var reader = QueryReader(query)
        let wait = reader.whole("wait", 0...30) ?? 0
        let after = reader.whole("after", 0...Int.max)
        if reader.has("after"), reader.has("stream") {
            reader.note("counts versions, and only beside stream alone; use from", at: "after")
        }
        if reader.has("after"), reader.has("cursor") || reader.has("from") {
            reader.note("contradicts cursor and from: give one of them", at: "after")
        }
        if query["order"] == "newest", after != nil || wait > 0 {
            reader.note("goes with the oldest first", at: after == nil ? "wait" : "after")
        }
        var (found, problems): (EventSearch?, [FieldProblem]) = (nil, [])
        do throws(Problem) { found = try EventSearch(query, also: ["wait", "after"]) } catch {
            problems = error.errors
        }
        problems += reader.problems
        guard var search = found, problems.isEmpty else { throw .invalidQuery(problems) }
        search.seen = search.seen ?? after.map(Int64.init)
        return (search, wait)
    }

    private func tail(_ request: APIRequest) async throws -> APIResponse {
        let after = Int64(try request.integer("after", in: 0...Int.max, or: 0))
        let limit = try request.integer("limit", in: 1...500, or: 100)
        let wait = try request.integer("wait", in: 0...30, or: 0)
        let gate = StreamGate(dependencies: dependencies, principal: request.principal)
        try await gate.check(request.query["stream"].map { StreamName(stored: $0) })
        let deadline = ContinuousClock.now + .seconds(wait)
        var page = try await read(request.query["stream"], after, limit)
        while page.isEmpty, ContinuousClock.now < deadline {
            await dependencies.events.waitForNews(
                patience: min(.seconds(1), deadline - ContinuousClock.now))
            page = try await read(request.query["stream"], after, limit)
        }
        let isStream = request.query["stream"] != nil
        let next = page.last.map { isStream ? $0.version : $0.position } ?? after
        return APIResponse(
            200, ["events": .array(page.map { .object($0.document) }), "next": .integer(next)])
    }

    private func read(
        _ stream: String?, _ after: Int64, _ limit: Int
    ) async throws -> [RecordedEvent] {
        guard let stream else {
            return try await dependencies.events.read(after: after, limit: limit)
        }
        guard (1...500).contains(stream.utf8.count) else {
            throw Problem(400, "invalid_query", "stream must have 1 to 500 bytes")
        }
        let loaded = try await dependencies.events.load(
            LoadQuery(
                streams: [StreamTail(StreamName(stored: stream), after: after, limit: limit)]))
        return loaded.events[0]
    }
}

extension RecordedEvent {
    /// The event as the API shows it.
    var document: JSONObject {
        [
            "position": .integer(position), "stream": .string(stream.text),
            "version": .integer(version), "id": .id(event.id), "type": .string(type),
            "schema": .integer(event.schema),
            "data": (try? JSONParser.parse(data)) ?? .string("unreadable"),
            "actor": .string(origin.actor), "client": .string(origin.client),
            "reason": .string(origin.reason), "command_id": .id(origin.commandID),
            "correlation_id": .id(origin.correlationID), "causation_id": .id(origin.causationID),
            "traceparent": .string(origin.traceparent), "occurred_at": .time(event.occurredAt),
            "recorded_at": .time(recordedAt),
        ]
    }
}
