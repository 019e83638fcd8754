package import Curl
package import LedgerCore
package import Rollout

/// Posts each message as a structured CloudEvent, signed as Standard Webhooks have it.
///
/// `webhook-id` is the same in every attempt. Any 2xx is a yes; redirects are not followed.
package struct WebhookNotifier: Notifier {
    private let client: CurlClient
    private let url: Secret
    private let keys: [SigningKey]

    /// - Parameter keys: at least one; each gives one signature.
    package init(client: CurlClient, url: Secret, keys: [SigningKey]) {
        self.client = client
        self.url = url
        self.keys = keys
    }

    package func send(_ message: NotificationMessage) async throws(OutboundError) -> String {
        let body = CloudEvent.body(of: message)
        let id = message.id.description
        // Of this attempt, by the database's clock: a receiver refuses what is older than minutes.
        let seconds = message.sentAt.microseconds / 1_000_000
        let signatures = keys.map { $0.signature(id: id, seconds: seconds, body: body) }
        let headers = [
            "Content-Type": "application/cloudevents+json; charset=UTF-8",
            "webhook-id": id, "webhook-timestamp": String(seconds),
            "webhook-signature": signatures.joined(separator: " "),
        ]
        return try await SinkCall.post(body, to: url, headers: headers, with: client)
    }
}
