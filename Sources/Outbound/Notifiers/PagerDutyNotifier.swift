package import Curl
package import LedgerCore
package import Rollout

/// Triggers an alert by PagerDuty's Events API v2, or by a service that takes the same.
///
/// The notification's id is the `dedup_key`, so a repeat is no second alert. Alerts are closed by
/// people, as only they know that all is well.
package struct PagerDutyNotifier: Notifier {
    private let client: CurlClient
    private let url: Secret
    private let key: Secret

    /// Where PagerDuty itself listens.
    package static let standardURL = "https://events.pagerduty.com/v2/enqueue"

    /// - Parameter key: the routing key of an integration.
    package init(client: CurlClient, url: Secret, key: Secret) {
        self.client = client
        self.url = url
        self.key = key
    }

    package func send(_ message: NotificationMessage) async throws(OutboundError) -> String {
        try await SinkCall.post(
            PagerDutyEvent.body(of: message, key: key), to: url,
            headers: ["Content-Type": "application/json"], with: client)
    }
}
