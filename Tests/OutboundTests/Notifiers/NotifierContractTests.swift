import LedgerTestKit
import Rollout
import Testing

@testable import Outbound

struct NotifierContractTests {
    @Test(arguments: NotifierContract.rules)
    func `the sink in memory keeps the contract`(_ rule: NotifierRule) async throws {
        try await rule.check(MemoryBench())
    }

    @Test(arguments: NotifierContract.rules)
    func `Slack's webhook keeps the contract`(_ rule: NotifierRule) async throws {
        let server = try await SinkServer.start()
        let slack = SlackNotifier(client: server.client, url: Secret(server.url + "/slack"))
        try await rule.check(SinkBench(server: server, notifier: slack))
    }

    @Test(arguments: NotifierContract.rules)
    func `a webhook keeps the contract`(_ rule: NotifierRule) async throws {
        let server = try await SinkServer.start()
        let webhook = WebhookNotifier(
            client: server.client, url: Secret("\(server.url)/webhook/\(WebhookNotifierTests.old)"),
            keys: [try #require(SigningKey(WebhookNotifierTests.old))])
        try await rule.check(SinkBench(server: server, notifier: webhook))
    }

    @Test(arguments: NotifierContract.rules)
    func `PagerDuty's events keep the contract`(_ rule: NotifierRule) async throws {
        let server = try await SinkServer.start()
        let alerts = PagerDutyNotifier(
            client: server.client, url: Secret("\(server.url)/pagerduty/R1"), key: Secret("R1"))
        try await rule.check(SinkBench(server: server, notifier: alerts))
    }
}
