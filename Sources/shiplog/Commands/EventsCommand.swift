import ArgumentParser
import LedgerCore

struct EventsCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Read the log, and follow it.",
        usage: """
            shiplog events --newest --limit 20
            shiplog events --service agent-api
            shiplog events --actor key:ann --since 2026-11-24T00:00:00Z
            shiplog events --deployment 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --type stage.passed
            shiplog events --kind flag --follow
            shiplog events --follow --after 48200
            shiplog events --stream samples/019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 -o ndjson
            """,
        discussion: """
            Without --stream and --service it is the whole log, and --after a position; with one of \
            them, --after is a version within the stream. --follow goes on until Ctrl-C.

            Filters add up: an event is shown when all of them hold. With filters, --after is a \
            position. A page that the server ends early is gone on with until it has --limit events.
            """, subcommands: [EventsExportCommand.self, EventsTreeCommand.self])

    @Option(help: "Only this stream, such as service/production/agent-api.") var stream: String?
    @Option(help: "Only the stream of this service.") var service: String?
    @Option(help: "Begin after this one; 0 is the start.") var after = 0
    @Option(help: "Events, 1 to 500; with --follow, per page.") var limit = 100
    @Flag(name: .customLong("follow"), help: "Go on with what comes.") var isFollowing = false
    @OptionGroup(title: "Filters") var filters: EventFilterOptions
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        if stream != nil, service != nil {
            throw ValidationError("--stream and --service exclude each other.")
        }
        if let service { try EnvironmentOption.check(service, "--service") }
        if isFollowing, filters.isNewestFirst {
            throw ValidationError("--follow goes on with what comes, so not with --newest.")
        }
        guard (1...500).contains(limit) else { throw ValidationError("--limit must be 1 to 500.") }
        guard after >= 0 else { throw ValidationError("--after must be 0 or more.") }
        if isFollowing, client.output == .json {
            throw ValidationError("--follow has no end, so it has no one document: use -o ndjson.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        guard isFollowing else {
            guard isFiltered else {
                let answer = try await session.client.send(call(after: after, session))
                try session.showPage("events", of: answer, table: Self.table)
                return .success
            }
            return try await search(session)
        }
        return try await follow(session)
    }

    /// Pages until there are enough: the server ends a search that finds little.
    private func search(_ session: ClientSession) async throws -> ExitCode {
        var rows: [JSONObject] = []
        var call = call(after: after, session)
        var document = try await session.client.object(call)
        rows += document.objects("events")
        while rows.count < limit, document["more"] == true, let next = document.text("next") {
            call.query.removeAll { ["cursor", "limit", "after"].contains($0.name) }
            call.query += [("cursor", next), ("limit", "\(limit - rows.count)")]
            document = try await session.client.object(call)
            rows += document.objects("events")
        }
        document["events"] = .array(rows.map { .object($0) })
        session.show(document, rows, document.bytes, Self.table)
        if session.output == .table {
            if rows.isEmpty { session.console.say("none") }
            if document["more"] == true, let next = document.text("next") {
                session.console.say("more: --cursor \(next)")
            }
        }
        return .success
    }

    private var isFiltered: Bool {
        !filters.query.isEmpty
            || stream == nil && service == nil && environment.environment != nil
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
            var call = call(after: after, session)
            if let next = page.whole("next") {
                after = next
                call = self.call(after: after, session)
            } else if let next = page.text("next") {
                call.query.removeAll { $0.name == "after" || $0.name == "cursor" }
                call.query.append(("cursor", next))
            }
            call.query.append(("wait", "\(session.client.pace.newsSeconds)"))
            call.extraWait = .seconds(session.client.pace.newsSeconds)
            page = try await reader.object(call)
        }
    }

    private func call(after: Int, _ session: ClientSession) -> APICall {
        var query = filters.query + [(name: "limit", value: "\(limit)")]
        if !isFiltered || after > 0 { query.append(("after", "\(after)")) }
        if let stream { query.append(("stream", stream)) }
        if let service {
            let environment = session.environment(environment)
            query +=
                isFiltered
                ? [("service", service), ("environment", environment)]
                : [("stream", StreamName.service(service, in: environment).text)]
        } else if isFiltered, let environment = environment.environment {
            query.append(("environment", environment))
        }
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
