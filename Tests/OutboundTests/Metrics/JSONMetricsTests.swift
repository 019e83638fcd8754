import Curl
import LedgerCore
import LedgerTestKit
import Servers
import Testing

@testable import Outbound

struct JSONMetricsTests {
    private static let numbers =
        #"{"requests": 200, "errors": 40, "ms": [50, 120.5, 300], "cost": 0.25}"#

    @Test(arguments: MetricsProviderContract.rules)
    func `a JSON endpoint keeps the contract`(_ rule: MetricsProviderRule) async throws {
        try await Self.withEndpoint("200 {\"data\": \(Self.numbers)}") { metrics, _ in
            try await rule.check(metrics)
        }
    }

    @Test func `the numbers at the paths are read`() async throws {
        try await Self.withEndpoint("200 {\"data\": \(Self.numbers)}") { metrics, url in
            let measurement = await metrics.measure(version: "2.0.0", windowSeconds: 600)

            #expect(
                measurement.answer
                    == .value(
                        .init(
                            requests: 200, errors: 40, latencyMillisecondsP50: 50,
                            latencyMillisecondsP95: 120.5, latencyMillisecondsP99: 300,
                            metrics: ["cost": 0.25])))
            #expect(measurement.provider == "json")
            #expect(measurement.query.contains("GET \(url)/measured?version=2.0.0&window=600"))
        }
    }

    @Test(
        arguments: [
            (
                #"200 {"data": {"requests": 9.6, "errors": 1}}"#,
                .value(.init(requests: 10, errors: 1))
            ),
            (#"200 {"data": {"requests": 0, "errors": 0}}"#, .noData("No requests in the window")),
            (#"200 {"data": {"requests": null}}"#, .noData("Nothing at $.data.requests")),
            (#"200 {"data": [1]}"#, .noData("Nothing at $.data.requests")),
            (#"200 {"data": {"requests": 9}}"#, .noData("Nothing at $.data.errors")),
            (#"200 {"data": {"requests": "9"}}"#, .error("No number at $.data.requests")),
            (#"200 {"data": {"requests": -1}}"#, .error("No number at $.data.requests")),
            (#"200 {"data": {"requests": 1e300}}"#, .error("No number at $.data.requests")),
            (
                #"200 {"data": {"requests": 9, "errors": 0, "ms": [1, 2, true]}}"#,
                .error("No number at $.data.ms[2]")
            ),
            (
                #"200 {"data": {"requests": 9, "errors": 0, "cost": "much"}}"#,
                .error("No number at $.data.cost")
            ),
            ("404 nobody", .noData("The endpoint answered 404")),
            ("204 ", .noData("The endpoint answered 204")),
            ("500 {}", .error("The endpoint answered 500")),
            ("302 {}", .error("The endpoint answered 302")),
            ("200 <html>", .error("The endpoint answered no JSON that is taken: malformed_json")),
            (
                "200 " + String(repeating: "[", count: 33),
                .error("The endpoint answered no JSON that is taken: json_too_deep")
            ),
            ("200 LONG!", .error("JSON endpoint: The answer is larger than allowed")),
        ] as [(String, Measurement.Answer)])
    func `what is missing is no data, and what is no number an error`(
        answer: String, expected: Measurement.Answer
    ) async throws {
        try await Self.withEndpoint(answer) { metrics, _ in
            #expect(
                await metrics.measure(version: "2.0.0", windowSeconds: 60).answer == expected)
        }
    }

    @Test func `an endpoint that is away, hangs or is not allowed is an error`() async throws {
        let slots = try await SlotServer.start()
        let stranger = CurlClient(policy: try AddressPolicy(parsing: "10.0.0.0/8"))
        let base = "http://\(try slots.address(of: slots.stable))"
        let cases = [
            (slots.client, "http://127.0.0.1:\(try FreePort.next())", "Couldn't connect to server"),
            (slots.client, "\(base)/silent", "Timeout was reached"),
            (stranger, base, "\(base.dropFirst(7)) is not on the list of allowed addresses"),
        ]

        for (client, url, text) in cases {
            var metrics = JSONMetrics(client: client, settings: try Self.settings(url))
            metrics.timeout = .seconds(1)
            let measurement = await metrics.measure(version: "2.0.0", windowSeconds: 60)
            #expect(measurement.answer == .error("JSON endpoint: \(text)"))
        }
        await slots.stop()
    }

    /// An endpoint that says this of the busy version, and nothing of others.
    private static func withEndpoint(
        _ answer: String, _ body: (JSONMetrics, String) async throws -> Void
    ) async throws {
        let slots = try await SlotServer.start()
        let measured: JSONObject = ["2.0.0": .string(answer)]
        try await slots.tell(
            slots.stable, "measured", String(decoding: measured.bytes, as: UTF8.self))
        let url = "http://\(try slots.address(of: slots.stable))"
        try await body(JSONMetrics(client: slots.client, settings: try settings(url)), url)
        await slots.stop()
    }

    private static func settings(_ url: String) throws -> JSONMetricsSettings {
        JSONMetricsSettings(
            url: url + "/measured?version={version}&window={window_seconds}",
            requests: try path("$.data.requests"), errors: try path("$.data.errors"),
            latencyMillisecondsP50: try path("$.data.ms[0]"),
            latencyMillisecondsP95: try path("$.data.ms[1]"),
            latencyMillisecondsP99: try path("$.data.ms[2]"),
            metrics: ["cost": try path("$.data.cost"), "absent": try path("$.data.absent")])
    }

    private static func path(_ text: String) throws -> JSONPath { try #require(JSONPath(text)) }
}
