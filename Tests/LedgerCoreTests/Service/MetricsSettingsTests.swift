import LedgerCore
import Testing

struct MetricsSettingsTests {
    private static let url = "http://agent:9/m?v={version}&w={window_seconds}"

    @Test func `a JSON endpoint's settings are read as they are written`() throws {
        let metrics: JSONObject = [
            "kind": "json", "url": .string(Self.url),
            "paths": .object([
                "requests": "$.requests", "errors": "$.errors", "p50": "$.ms[0]", "p99": "$.ms[2]",
                "metrics": .object(["cost": "$.cost", "quality": "$.q[0]"]),
            ]),
        ]
        let (settings, problems) = read(metrics)

        #expect(problems == [])
        #expect(settings.json["metrics"] == .object(metrics))
    }

    @Test func `settings for pushed samples have nothing but their kind`() {
        let (settings, problems) = read(["kind": "pushed"])
        #expect(problems == [])
        #expect(settings.json["metrics"] == .object(["kind": "pushed"]))
        #expect(settings.metrics.kind == "pushed")
        #expect(read(["kind": "pushed", "url": "http://a"]).1.map(\.pointer) == ["/metrics/url"])
    }

    @Test func `Prometheus may be asked further questions, each of one version in one window`() {
        let query = #"max(cost{version="{{version}}"}[{{window}}])"#
        var metrics: JSONObject = [
            "kind": "prometheus", "url": "http://p:9090", "service": "agent",
            "queries": .object(["cost": .string(query)]),
        ]
        let (settings, problems) = read(metrics)
        #expect(problems == [])
        #expect(settings.json["metrics"] == .object(metrics))

        metrics["queries"] = .object(["cost": "max(cost)", "a b": .string(query)])
        #expect(
            read(metrics).1.map(\.pointer) == ["/metrics/queries/cost", "/metrics/queries/a b"])
        metrics["queries"] = .object(
            JSONObject((0...10).map { .init(name: "m\($0)", value: .string(query)) }))
        #expect(read(metrics).1.map(\.pointer) == ["/metrics/queries"])
    }

    @Test func `every problem of a JSON endpoint is said at once`() {
        let (_, problems) = read([
            "kind": "json", "url": "http://agent:9/m?v={version}",
            "paths": .object(["errors": "errors", "p90": "$.x"]),
        ])

        #expect(
            problems.map(\.pointer) == [
                "/metrics/url", "/metrics/paths/requests", "/metrics/paths/errors",
                "/metrics/paths/p90",
            ])
    }

    @Test(arguments: [
        "ftp://agent/m?v={version}&w={window_seconds}",
        "http://{version}/m?w={window_seconds}",
        "http:///m?v={version}&w={window_seconds}",
        "http://user@agent/m?v={version}&w={window_seconds}",
        "http://agent/m?v={version}&w={window_seconds}#x",
        "http://agent/m?v={version}&w={window_seconds}&x={other}",
        "http://agent/m?w={window_seconds}",
    ])
    func `an address that cannot be asked of a version in a window is refused`(url: String) {
        let paths: JSONObject = ["requests": "$.r", "errors": "$.e"]
        let (_, problems) = read(
            ["kind": "json", "url": .string(url), "paths": .object(paths)])

        #expect(problems.map(\.pointer) == ["/metrics/url"])
    }

    private func read(_ metrics: JSONObject) -> (ServiceSettings, [FieldProblem]) {
        var json = Example.settings.json
        json["metrics"] = .object(metrics)
        let fields = FieldReader(json)
        let settings = ServiceSettings(fields)
        return (settings, fields.problems)
    }
}
