import EventLog
import LedgerCore

/// What became of a command, by its id.
struct CommandOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/commands/{command}", "A command: its first answer, and its outcome",
                access: .needs(.viewer, reach: .found),
                handle: show)
        ]
    }

    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let id = try request.id("command")
        let loaded = try await dependencies.events.load(LoadQuery(streams: [], command: id))
        guard let receipt = loaded.command?.receipt else {
            throw Problem.notFound("command_unknown", "no command \(id) was recorded")
        }
        let first = try await firstEvent(of: receipt)
        let gate = StreamGate(dependencies: dependencies, principal: request.principal)
        if let first {
            try await gate.check(first.stream)
        } else {
            try request.principal.requireReachOfAll()
        }
        let stored = receipt.answer.flatMap(StoredAnswer.init)
        return APIResponse(
            200,
            [
                "id": .id(id), "recorded_at": .time(receipt.recordedAt),
                "events": .integer(receipt.eventCount),
                "first_position": receipt.eventCount > 0 ? .integer(receipt.firstPosition) : nil,
                "first_version": .integer(first?.version),
                "outcome": .string(try await outcome(of: id, first, stored)),
                "answer": stored.flatMap { try? JSONParser.parse($0.response.body) },
            ])
    }

    private func firstEvent(of receipt: Receipt) async throws -> RecordedEvent? {
        guard receipt.eventCount > 0 else { return nil }
        return try await dependencies.events.read(after: receipt.firstPosition - 1, limit: 1).first
    }

    /// Events looked through at a time.
    private static let pageSize = 500

    /// `refused`, `done` at once, `pending`, or what settled it.
    private func outcome(
        of id: ID, _ first: RecordedEvent?, _ stored: StoredAnswer?
    ) async throws -> String {
        guard let first else {
            return (stored?.response.status ?? 0) < 300 ? "done" : "refused"
        }
        if first.isSettings { return "done" }
        var tail = StreamTail(first.stream, after: first.version - 1, limit: Self.pageSize)
        while true {
            let page = try await dependencies.events.load(LoadQuery(streams: [tail])).events[0]
            for recorded in page {
                let event = try? ServiceEvent(recorded)
                if let outcome = event?.settlements?.outcomes[id] { return outcome.rawValue }
            }
            guard let last = page.last, page.count == Self.pageSize else { return "pending" }
            tail = StreamTail(first.stream, after: last.version, limit: Self.pageSize)
        }
    }
}

extension RecordedEvent {
    /// Settings, flags and samples are in force as soon as they are recorded.
    fileprivate var isSettings: Bool {
        ["flag", "access", "pushed"].contains(stream.kind)
            || type == ServiceEvent.Name.registered.rawValue
            || type == ServiceEvent.Name.changed.rawValue
    }
}
