import EventLog
import LedgerCore
import Views

/// The log as it grows, as server-sent events.
struct StreamOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/events/stream", "The log as it grows, as server-sent events",
                access: .needs(.viewer, reach: .found),
                query: EventSearch.parameters.filter { !Self.unknown.contains($0.name) }
                    + Self.beginnings,
                produces: "text/event-stream", handle: events),
            Operation(
                "GET", "/v1/deployments/{deployment}/stream",
                "A deployment's events as server-sent events, to its end",
                access: .needs(.viewer, reach: .found), query: Self.beginnings,
                produces: "text/event-stream", handle: deployment),
        ]
    }

    /// A stream has neither pages nor an end that a time or a position sets.
    private static let unknown = ["from", "to", "until", "command", "order", "cursor", "limit"]
    private static let beginnings = [
        (
            name: "from",
            summary: "first position; 1 when absent. The header Last-Event-ID goes before it"
        )
    ]

    @Sendable private func events(_ request: APIRequest) async throws -> APIResponse {
        var reader = QueryReader(request.query)
        for name in Self.unknown.dropFirst() where reader.has(name) {
            reader.note("is for pages: a stream goes on; use GET /v1/events", at: name)
        }
        guard reader.problems.isEmpty else { throw Problem.invalidQuery(reader.problems) }
        return try await stream(EventSearch(request.query), request)
    }

    @Sendable private func deployment(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("from")
        let deployment = try request.id("deployment")
        var search = try EventSearch(request.query)
        search.filter.deployment = deployment
        return try await stream(search, request, until: deployment)
    }

    private func stream(
        _ search: EventSearch, _ request: APIRequest, until deployment: ID? = nil
    ) async throws -> APIResponse {
        let read = try Self.lastEventID(request)
        let seen = read ?? search.filter.positions.lowerBound - 1
        try await StreamGate(dependencies: dependencies, principal: request.principal)
            .check(search.filter)
        if let read { try await refusePastEnd(read) }
        var search = search
        // The header may go before the query's beginning.
        search.filter.positions = 1...Int64.max
        let plan = try await EventSearcher(dependencies: dependencies).plan(search)
        if read != nil, let deployment, try await isWhole(plan, seen, deployment) {
            // A browser comes back after every end but this one.
            return APIResponse(204, bytes: [], contentType: "text/event-stream")
        }
        let stream = EventStream(
            dependencies, plan, after: seen, since: search.since, until: deployment,
            slot: try dependencies.streamSlots.take(for: request.principal.actor),
            mayGoOn: stillCounts(request))
        return APIResponse(200, stream: stream, contentType: "text/event-stream")
    }

    /// What the client has read: a browser repeats the query with it after a lost connection.
    private static func lastEventID(_ request: APIRequest) throws(Problem) -> Int64? {
        guard let text = request.headers["last-event-id"], !text.isEmpty else { return nil }
        guard let position = Int64(text), position >= 0 else {
            throw Problem(
                400, "invalid_last_event_id", "Last-Event-ID must be a position, 0 or more")
        }
        return position
    }

    /// A log that ends before is not the one that was read, such as an older copy of it.
    private func refusePastEnd(_ position: Int64) async throws {
        guard position > 0,
            try await dependencies.events.read(after: position - 1, limit: 1).isEmpty
        else { return }
        throw Problem(
            410, "position_gone",
            "the log ends before Last-Event-ID \(position): it is not the log that was read; "
                + "begin again without the header")
    }

    /// Nothing is left of a deployment that has ended.
    private func isWhole(
        _ plan: [EventQuery], _ seen: Int64, _ deployment: ID
    ) async throws -> Bool {
        guard await dependencies.hasEnded(deployment) else { return false }
        let searcher = EventSearcher(dependencies: dependencies)
        let page = try await searcher.page(plan, after: seen, through: .max)
        return page.events.isEmpty && page.seen == nil
    }

    /// Asks again whether the key that was shown counts; it may be revoked, expired or rotated.
    private func stillCounts(_ request: APIRequest) -> @Sendable () -> Bool {
        let flags = dependencies.flags
        guard request.principal.key != nil,
            let bearer = request.headers["authorization"].flatMap(Gate.bearer)
        else { return { true } }
        return {
            guard let now = flags.now else { return false }
            return (try? flags.keys.principal(bearer, at: now)) == request.principal
        }
    }
}
