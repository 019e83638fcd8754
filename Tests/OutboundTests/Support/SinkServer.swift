import Curl
import FoundationEssentials

/// A receiver of webhooks and of Slack's messages that checks what it is sent; see ``SinkScript``.
struct SinkServer: Sendable {
    private let server: ScriptedServer

    private init(_ server: ScriptedServer) { self.server = server }

    var client: CurlClient { server.client }
    /// Without a slash at the end.
    var url: String { server.url }

    static func start() async throws -> SinkServer {
        SinkServer(try await ScriptedServer.start(SinkScript.text))
    }

    /// What was taken, and what was refused with the reason, oldest first.
    func received() async throws -> [String] {
        try JSONDecoder().decode(
            [String].self, from: Data(try await server.text(at: "/received").utf8))
    }

    /// The next message is answered like this, such as `503`, or never: `silent`.
    func answerNext(_ answer: String) async throws { try await server.put("/next", answer) }

    func stop() async { await server.stop() }
}
