import ArgumentParser
import LedgerCore

/// `shiplog events tree`: what one command caused, across streams.
struct EventsTreeCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "tree", abstract: "Show everything that one command caused, as a tree.",
        usage: """
            shiplog events tree 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55
            shiplog events tree 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 -o ndjson
            """,
        discussion: """
            COMMAND is the `request` that a verb answered with, or the command_id of any event. Each \
            step that a worker took for it is a branch with its events; what an event itself caused, \
            such as a notification, hangs below that event. What is done to a deployment while it \
            runs, an abort for instance, goes on under the request of the deployment. \
            Exit codes: 3 no such command.
            """)

    @Argument(help: "The command's id.") var command: String
    @OptionGroup var client: ClientOptions

    func validate() throws {
        guard ID(command) != nil else { throw ValidationError("COMMAND must be a UUID.") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let own = try await events([("command", command), ("limit", "1")], session)
        guard let first = own.first, let correlation = first.json.text("correlation_id") else {
            // An unknown one is told by its own address, with advice.
            _ = try await session.client.object(.get("/v1/commands/\(command)"))
            throw ClientFailure(
                .failure, "the command recorded no event: it was refused or repeated")
        }
        let all = try await events([("correlation", correlation), ("limit", "500")], session)
        if session.output == .table {
            for line in EventTree(all).lines { session.console.write(line) }
        } else if session.output == .ndjson {
            for event in all { session.console.write(event.json.line) }
        } else {
            let document: JSONObject = ["events": .array(all.map { .object($0.json) })]
            session.console.write(document.line)
        }
        return .success
    }

    /// All pages.
    private func events(
        _ query: [(name: String, value: String)], _ session: ClientSession
    ) async throws -> [EventDocument] {
        var found: [EventDocument] = []
        var cursor: String?
        repeat {
            let more = cursor.map { [(name: "cursor", value: $0)] } ?? []
            let page = try await session.client.object(.get("/v1/events", query + more))
            found += page.objects("events").map { EventDocument(json: $0) }
            cursor = page["more"] == true ? page.text("next") : nil
        } while cursor != nil
        return found
    }
}
