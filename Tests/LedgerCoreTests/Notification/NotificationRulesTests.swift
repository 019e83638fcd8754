import LedgerCore
import Testing

struct NotificationRulesTests {
    private static let notice = NotificationEvent.decided().notice
    private static let source = NotificationEvent.source(7)

    @Test func `a route without conditions covers everything`() {
        let routes = [NotificationRoute(sinks: ["ops", "audit"])]

        #expect(routes.sinks(for: Self.notice, of: Self.source) == ["ops", "audit"])
    }

    @Test func `every condition of a route must hold`() {
        let refusing = [
            NotificationRoute(environments: ["staging"], sinks: ["a"]),
            NotificationRoute(services: ["other"], sinks: ["a"]),
            NotificationRoute(events: ["traffic.drifted"], sinks: ["a"]),
            NotificationRoute(environments: ["production"], services: ["other"], sinks: ["a"]),
        ]
        for route in refusing {
            #expect([route].sinks(for: Self.notice, of: Self.source).isEmpty)
        }
        let taking = NotificationRoute(
            environments: ["production"], services: ["agent"], severity: .page,
            events: ["rollback.blocked"], sinks: ["a"])
        #expect([taking].sinks(for: Self.notice, of: Self.source) == ["a"])
    }

    @Test func `a route takes its severity and what is above`() {
        let warning = Notice(.trafficDrifted, .warn, "t", "x")
        for (least, isTold) in [(Severity.info, true), (.warn, true), (.page, false)] {
            let routes = [NotificationRoute(severity: least, sinks: ["a"])]
            #expect(routes.sinks(for: warning, of: Self.source).isEmpty != isTold)
        }
    }

    @Test func `a sink that two routes name is told once`() {
        let routes = [NotificationRoute(sinks: ["a", "b"]), NotificationRoute(sinks: ["b", "c"])]

        #expect(routes.sinks(for: Self.notice, of: Self.source) == ["a", "b", "c"])
    }

    @Test func `the id of a notification follows from event and sink, and is a UUIDv8`() {
        let id = NotificationID.of(event: Example.id(1), sink: "ops")

        #expect(id == NotificationID.of(event: Example.id(1), sink: "ops"))
        #expect(id != NotificationID.of(event: Example.id(2), sink: "ops"))
        #expect(id != NotificationID.of(event: Example.id(1), sink: "op"))
        // Kept for ever: another id would tell old events again.
        #expect(id.description == "365357ce-bfb7-8741-88fc-11cb4e459f43")
    }
}
