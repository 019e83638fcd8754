import LedgerCore
import Testing

@testable import Outbound

struct NotificationSettingsTests {
    private static func read(_ text: String) throws(NotificationSettings.Problems)
        -> NotificationSettings
    {
        try NotificationSettings(parsing: Array(text.utf8)) { path in
            path == "/run/url" ? "https://hooks.example/secret-path" : nil
        }
    }

    private static func problems(_ text: String) -> [String] {
        do throws(NotificationSettings.Problems) {
            _ = try read(text)
            return []
        } catch { return error.lines }
    }

    private static let good = """
        {"sinks": [
           {"name": "ops", "kind": "slack", "url_file": "/run/url"},
           {"name": "audit", "kind": "webhook", "url": "https://audit.example/in?a=b",
            "keys": ["\(WebhookNotifierTests.new)", "\(WebhookNotifierTests.old)"]}],
         "routes": [
           {"environments": ["production"], "severity": "page", "sinks": ["ops"]},
           {"services": ["agent"], "events": ["traffic.drifted"], "sinks": ["ops", "audit"]}]}
        """

    @Test func `sinks and routes are read, secrets from files too`() throws {
        let settings = try Self.read(Self.good)

        #expect(
            settings.sinks.first
                == SinkSettings(
                    name: "ops", kind: .slack(url: Secret("https://hooks.example/secret-path"))))
        #expect(settings.sinks.map(\.name) == ["ops", "audit"])
        #expect(
            settings.routes == [
                NotificationRoute(environments: ["production"], severity: .page, sinks: ["ops"]),
                NotificationRoute(
                    services: ["agent"], events: ["traffic.drifted"], sinks: ["ops", "audit"]),
            ])
    }

    @Test func `PagerDuty is where it always is, unless the file says otherwise`() throws {
        let routes = #""routes": [{"sinks": ["pd"]}]"#
        for (member, url) in [
            ("", PagerDutyNotifier.standardURL),
            (#","url": "http://alerts:1/x""#, "http://alerts:1/x"),
        ] {
            let settings = try Self.read(
                #"{"sinks": [{"name": "pd", "kind": "pagerduty", "key": "R1"\#(member)}], \#(routes)}"#
            )
            #expect(
                settings.sinks.first?.kind == .pagerDuty(url: Secret(url), key: Secret("R1")))
        }
        let keyless = Self.problems(
            #"{"sinks": [{"name": "pd", "kind": "pagerduty"}], \#(routes)}"#)
        #expect(keyless == ["/sinks/0/key or key_file is required, and not both"])
    }

    @Test func `no secret shows, however the settings are printed`() throws {
        let settings = try Self.read(Self.good)
        var dumped = ""
        dump(settings, to: &dumped)

        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("secret-path"))
            #expect(!text.contains("audit.example"))
            #expect(!text.contains("MfKQ9r8"))
        }
        #expect("\(settings)".contains("[redacted]"))
    }

    @Test func `every problem is told at once, and none quotes a secret`() {
        let problems = Self.problems(
            """
            {"sinks": [
               {"name": "a b", "kind": "slack", "url": "ftp://hidden"},
               {"name": "w", "kind": "webhook", "url": "https://x", "url_file": "/run/url",
                "keys": ["hidden"]},
               {"name": "w", "kind": "slack", "url_file": "/missing"},
               {"name": "p", "kind": "pigeon", "url": "https://x", "color": 1}],
             "routes": [{"sinks": ["nobody"], "severity": "loud", "events": ["stage.passed"]}],
             "extra": 1}
            """)

        let pointers = problems.compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(
            pointers.sorted() == [
                "/extra", "/routes/0/events", "/routes/0/severity", "/routes/0/sinks",
                "/sinks/0/name", "/sinks/0/url", "/sinks/1/keys", "/sinks/1/url", "/sinks/2/name",
                "/sinks/2/url_file", "/sinks/3/color", "/sinks/3/kind",
            ])
        #expect(!problems.contains { $0.contains("hidden") })
    }

    @Test(arguments: ["", "[]", "{}", #"{"sinks": [], "routes": []}"#, "{\"sinks\": 1"])
    func `a file that says nothing is a problem`(text: String) {
        #expect(!Self.problems(text).isEmpty)
    }
}
