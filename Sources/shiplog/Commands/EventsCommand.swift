import ArgumentParser
import LedgerCore

struct EventsCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Read the log, and follow it.",
        usage: """
            shiplog events --service agent-api
            shiplog events --follow --after 48200
            shiplog events --stream samples/019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 -o ndjson
            """,
        discussion: """
            Without --stream and --service it is the whole log, and --after a position; with one of \
            them, --after is a version within the stream. --follow goes on until Ctrl-C.
            """, subcommands: [EventsExportCommand.self])

    @Option(help: "Only this stream, such as service/production/agent-api.") var stream: String?
    @Option(help: "Only the stream of this service.") var service: String?
    @Option(help: "Begin after this one; 0 is the start.") var after = 0
    @Option(help: "Events, 1 to 500; with --follow, per page.") var limit = 100
    @Flag(name: .customLong("follow"), help: "Go on with what comes.") var isFollowing = false
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        if stream != nil, service != nil {
            throw ValidationError("--stream and --service exclude each other.")
        }
        if let service { try EnvironmentOption.check(service, "--service") }
        guard (1...500).contains(limit) else { throw ValidationError("--limit must be 1 to 500.") }
        guard after >= 0 else { throw ValidationError("--after must be 0 or more.") }
        if isFollowing, client.output == .json {
            throw ValidationError("--follow has no end, so it has no one document: use -o ndjson.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        guard isFollowing else {
            let answer = try await session.client.send(call(after: after, session))
            try session.showPage("events", of: answer, table: Self.table)
            return .success
        }
        return try await follow(session)
    }

    private func follow(_ session: ClientSession) async throws -> ExitCode {
        let reader = PatientReader(client: session.client, console: session.console)
        var after = after
        var page = try await session.client.object(call(after: after, session))
        while true {
            for json in page.objects("events") {
                let event = EventDocument(json: json)
                session.console.write(
                    session.output == .ndjson
                        ? json.line
                        : "\(event.time)  #\(event.position)  \(event.stream)  \(event.sentence)")
            }
            after = page.whole("next") ?? after
            var call = call(after: after, session)
            call.query.append(("wait", "\(session.client.pace.newsSeconds)"))
            call.extraWait = .seconds(session.client.pace.newsSeconds)
            page = try await reader.object(call)
        }
    }

    private func call(after: Int, _ session: ClientSession) -> APICall {
        var query = [(name: "after", value: "\(after)"), (name: "limit", value: "\(limit)")]
        let stream =
            stream
            ?? service.map { StreamName.service($0, in: session.environment(environment)).text }
        if let stream { query.append(("stream", stream)) }
        return .get("/v1/events", query, service: service)
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("POSITION", "TIME", "STREAM", "VERSION", "TYPE", "ACTOR", "WHAT")
        for event in rows.map({ EventDocument(json: $0) }) {
            table.add(
                "\(event.position)", .init(event.time), .init(event.stream), "\(event.version)",
                .init(event.type), .init(event.json.text("actor")), .init(event.sentence))
        }
        return table
    }
}
