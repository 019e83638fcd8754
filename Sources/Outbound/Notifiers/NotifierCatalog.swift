package import Curl
package import Rollout

/// Builds the notifiers that this module has, all on one client.
///
/// A new kind of sink is one more case here.
package enum NotifierCatalog {
    /// - Returns: by the name of the sink.
    package static func notifiers(
        of sinks: [SinkSettings], client: CurlClient
    ) -> [String: any Notifier] {
        var notifiers: [String: any Notifier] = [:]
        for sink in sinks { notifiers[sink.name] = notifier(of: sink, client: client) }
        return notifiers
    }

    package static func notifier(of sink: SinkSettings, client: CurlClient) -> any Notifier {
        switch sink.kind {
        case .slack(let url): SlackNotifier(client: client, url: url)
        case .webhook(let url, let keys):
            WebhookNotifier(client: client, url: url, keys: keys)
        case .pagerDuty(let url, let key):
            PagerDutyNotifier(client: client, url: url, key: key)
        }
    }
}
