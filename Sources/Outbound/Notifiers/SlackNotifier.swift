package import Curl
package import LedgerCore
package import Rollout

/// Posts each message to one of Slack's incoming webhooks.
package struct SlackNotifier: Notifier {
    private let client: CurlClient
    private let url: Secret

    package init(client: CurlClient, url: Secret) {
        self.client = client
        self.url = url
    }

    package func send(_ message: NotificationMessage) async throws(OutboundError) -> String {
        try await SinkCall.post(
            SlackBlocks.body(of: message), to: url,
            headers: ["Content-Type": "application/json; charset=utf-8"], with: client)
    }
}
