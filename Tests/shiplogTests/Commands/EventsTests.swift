import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct EventsTests {
    @Test func `the log is a table`() async throws {
        try await Ledger().serve { server in
            try await server.register()

            let outcome = try await server.run("events")

            #expect(
                outcome.output == """
                    POSITION  TIME                  STREAM                        VERSION  \
                    TYPE                ACTOR         WHAT
                    1         2026-11-24T13:00:00Z  service/production/agent-api  1        \
                    service.registered  token:static  service registered

                    """)
        }
    }

    @Test func `a service's stream is numbered by its versions`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            _ = try await server.deploy()

            let outcome = try await server.run(
                "events", "--service", "agent-api", "--after", "1", "-o", "ndjson")

            #expect(outcome.output.split(separator: "\n").count == 1)
            #expect(outcome.output.contains(#""type":"deployment.requested""#))
        }
    }

    @Test func `following goes on with what comes`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let console = RecordedConsole()

            try await withThrowingTaskGroup { group in
                group.addTask { _ = try await server.run(["events", "--follow"], to: console) }
                await console.waits(for: "#1 ")
                _ = try await server.deploy()
                await console.waits(for: "#2 ")
                group.cancelAll()
            }

            #expect(
                console.output == """
                    2026-11-24T13:00:00Z  #1  service/production/agent-api  service registered
                    2026-11-24T13:00:00Z  #2  service/production/agent-api  \
                    deployment of v2 requested

                    """)
        }
    }

    @Test func `an event of a newer program is shown by its type and data`() {
        let event = EventDocument(json: [
            "position": 7, "recorded_at": "2026-11-24T13:00:00.000000Z", "schema": 1,
            "type": "service.renamed", "data": .object(["to": "x"]),
        ])
        #expect(event.line == #"2026-11-24T13:00:00Z  #7  service.renamed {"to":"x"}"#)
    }

    @Test func `a known event with data of another shape is shown as unreadable`() {
        let event = EventDocument(json: [
            "schema": 1, "type": "stage.passed", "data": .object([:]),
        ])
        #expect(event.sentence.hasPrefix("stage.passed (unreadable: "))
    }
}
