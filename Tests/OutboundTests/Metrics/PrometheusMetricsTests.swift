import Curl
import LedgerCore
import LedgerTestKit
import Servers
import Testing

@testable import Outbound

@Suite(.measuredVersions) struct PrometheusMetricsTests {
    private let versions: MeasuredVersions

    init() throws { versions = try #require(MeasuredVersions.current) }

    @Test(arguments: MetricsProviderContract.rules)
    func `Prometheus keeps the contract`(_ rule: MetricsProviderRule) async throws {
        try await rule.check(versions.metrics())
    }

    @Test func `requests, errors and latencies of one version of one service are read`()
        async throws
    {
        let values = try await values(of: MeasuredVersions.failing)

        // Prometheus extrapolates by up to a scrape interval at each end.
        #expect((180...400).contains(values.requests))
        #expect(try abs(#require(values.errorRate) - 0.2) < 0.01)
        #expect(try abs(#require(values.latencyMillisecondsP50) - 50) < 0.1)
        // The bucket to 100 ms holds 196 of the 200.
        #expect(try abs(#require(values.latencyMillisecondsP95) - 96.9) < 0.1)
        #expect(try abs(#require(values.latencyMillisecondsP99) - 300) < 0.1)
    }

    @Test func `a version that never failed has no errors, and may have no latencies`()
        async throws
    {
        let values = try await values(of: MeasuredVersions.faultless)

        #expect((90...200).contains(values.requests))
        #expect(values.errors == 0)
        #expect(values.latencyMillisecondsP50 == nil)
        #expect(values.latencyMillisecondsP99 == nil)
    }

    @Test func `further numbers are asked for by the settings' own questions`() async throws {
        let counts = #"{service="{{service}}",version="{{version}}"}[{{window}}]"#
        let metrics = PrometheusMetrics(
            client: versions.client, url: versions.prometheus.url, service: "agent",
            queries: [
                "scrapes": "max(count_over_time(http_requests_total\(counts)))",
                "absent": "max(count_over_time(nobody\(counts)))",
            ])

        for version in [MeasuredVersions.failing, MeasuredVersions.odd] {
            let measurement = await metrics.measure(version: version, windowSeconds: 600)
            guard case .value(let values) = measurement.answer else {
                Issue.record("\(measurement.answer)")
                continue
            }
            #expect(values.metrics.keys.sorted() == ["scrapes"])
            #expect(try #require(values.metrics["scrapes"]) >= 3)
        }
        let measurement = await metrics.measure(version: "2.0.0", windowSeconds: 600)
        #expect(measurement.query.contains(#"nobody{service="agent",version="2.0.0"}[600s]"#))
    }

    @Test func `a version's odd name is only a name`() async throws {
        #expect(try await (45...100).contains(values(of: MeasuredVersions.odd).requests))
    }

    @Test(arguments: [
        (MeasuredVersions.idle, 600, "No requests in the window"),
        ("unknown", 600, "No series of this version in the window"),
        (MeasuredVersions.failing, 1, "No series of this version in the window"),
    ])
    func `no traffic, no such version and too short a window are no data`(
        version: String, windowSeconds: Int, reason: String
    ) async throws {
        let metrics = versions.metrics()

        let measurement = await metrics.measure(version: version, windowSeconds: windowSeconds)

        #expect(measurement.answer == .noData(reason))
    }

    @Test func `another service has no data`() async throws {
        let metrics = versions.metrics(service: "nobody")

        let measurement = await metrics.measure(
            version: MeasuredVersions.failing, windowSeconds: 600)

        #expect(measurement.answer == .noData("No series of this version in the window"))
    }

    @Test func `a question that Prometheus refuses is an error`() async throws {
        let metrics = versions.metrics()

        let measurement = await metrics.measure(version: "2.0.0", windowSeconds: 0)

        #expect(measurement.answer == .error("Prometheus answered 400, error type bad_data"))
    }

    @Test func `a source that is away, hangs or is another program is an error`() async throws {
        let slots = try await SlotServer.start()
        let answers = [
            "http://127.0.0.1:\(try FreePort.next())": "Prometheus: Couldn't connect to server",
            slots.stable.endpoint: "Prometheus answered 200 and not its own JSON",
            "\(slots.canary.endpoint)silent": "Prometheus: Timeout was reached",
        ]

        for (url, text) in answers {
            var metrics = PrometheusMetrics(client: slots.client, url: url, service: "agent")
            metrics.source.timeout = .seconds(1)
            let measurement = await metrics.measure(version: "2.0.0", windowSeconds: 60)
            #expect(measurement.answer == .error(text))
        }
        await slots.stop()
    }

    private func values(of version: String) async throws -> Measurement.Values {
        let metrics = versions.metrics()
        let answer = await metrics.measure(version: version, windowSeconds: 600).answer
        guard case .value(let values) = answer else { throw NoValue(answer: answer) }
        return values
    }

    private struct NoValue: Error {
        let answer: Measurement.Answer
    }
}
