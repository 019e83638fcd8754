import LedgerCore
import Rollout
import Testing

@testable import Outbound

struct SlackBlocksTests {
    private static func message(_ title: String, _ text: String = "text") -> NotificationMessage {
        NotificationMessage(
            id: ID(high: 1, low: 1), sink: "ops",
            source: SourceEvent(
                id: ID(high: 1, low: 2), position: 7, type: "saga.stalled",
                environment: "production", service: String(repeating: "s", count: 100),
                at: Timestamp(microseconds: 0)),
            notice: Notice(.sagaStalled, .page, title, text), sentAt: Timestamp(microseconds: 0))
    }

    @Test(arguments: ["short", String(repeating: "t", count: 150), "two\nlines", "🚢🚢🚢"])
    func `the receiver takes any title`(title: String) async throws {
        let server = try await SinkServer.start()
        let slack = SlackNotifier(client: server.client, url: Secret(server.url + "/slack"))

        #expect(try await slack.send(Self.message(title)) == "HTTP 200")
    }

    @Test func `markup is escaped, and a cut never splits what it became`() {
        #expect(SlackBlocks.escaped("<!channel> & co", limit: 100) == "&lt;!channel&gt; &amp; co")
        #expect(SlackBlocks.escaped("<<<<", limit: 16) == "&lt;&lt;&lt;&lt;")
        #expect(SlackBlocks.escaped("<<<<", limit: 15) == "&lt;&lt;&lt;…")
        #expect(SlackBlocks.escaped("abc", limit: 2) == "a…")
    }
}
