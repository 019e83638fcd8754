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
        let stored = receipt.answer.flatMap(StoredAnswer.init)
        return APIResponse(
            200,
            [
                "id": .id(id), "recorded_at": .time(receipt.recordedAt),
                "events": .integer(receipt.eventCount),
                "first_position": receipt.eventCount > 0 ? .integer(receipt.firstPosition) : nil,
                "outcome": .string(try await outcome(of: id, receipt, stored)),
                "answer": stored.flatMap { try? JSONParser.parse($0.response.body) },
            ])
    }

    /// Events looked through at a time.
    private static let pageSize = 500

    /// `refused`, `done` at once, `pending`, or what settled it.
    private func outcome(
        of id: ID, _ receipt: Receipt, _ stored: StoredAnswer?
    ) async throws -> String {
        guard receipt.eventCount > 0 else {
            return (stored?.response.status ?? 0) < 300 ? "done" : "refused"
        }
        guard
            let first = try await dependencies.events.read(
                after: receipt.firstPosition - 1, limit: 1
            ).first
        else { return "pending" }
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
    /// Settings and flags are in force as soon as they are recorded.
    fileprivate var isSettings: Bool {
        stream.kind == "flag" || type == ServiceEvent.Name.registered.rawValue
            || type == ServiceEvent.Name.changed.rawValue
    }
}
