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

    @Test func `filters add up, and the newest may come first`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            _ = try await server.deploy()

            let newest = try await server.run("events", "--newest", "--limit", "1", "-o", "ndjson")
            #expect(newest.output.contains(#""position":2,"#))
            let found = try await server.run(
                "events", "--service", "agent-api", "--type", "service.registered", "-o", "ndjson")
            #expect(found.output.contains(#""position":1,"#))
            #expect(found.output.split(separator: "\n").count == 1)
            let more = try await server.run("events", "--environment", "production", "--limit", "1")
            #expect(more.talk.contains("more: --cursor o1"))
            let wrong = try await server.run("events", "--kind", "x", "--since", "noon")
            #expect(wrong.talk.contains("kind must be one of"))
            #expect(wrong.talk.contains("since must be a time"))
        }
    }

    @Test func `following a filter goes on with what comes and passes by the rest`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let console = RecordedConsole()

            try await withThrowingTaskGroup { group in
                group.addTask {
                    let filter = ["--type", "deployment.requested"]
                    _ = try await server.run(["events", "--follow"] + filter, to: console)
                }
                _ = try await server.deploy()
                await console.waits(for: "#2 ")
                group.cancelAll()
            }

            #expect(!console.output.contains("#1 "))
        }
    }

    @Test func `what a command caused is a tree`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            _ = try await server.deploy()
            let deployed = try await server.run(
                "events", "--newest", "--limit", "1", "-o", "ndjson")
            let event = try #require(
                try? JSONParser.parse(Array(deployed.output.dropLast().utf8)))
            guard case .object(let json) = event, case .string(let command)? = json["command_id"]
            else { return #expect(Bool(false), "no command in \(deployed.output)") }

            let outcome = try await server.run("events", "tree", command)

            #expect(
                outcome.output == """
                    2026-11-24T13:00:00Z  token:static  \(command)
                    └─ #2  service/production/agent-api  deployment of v2 requested

                    """)
            let none = try await server.run(
                "events", "tree", "01900000-0000-7000-8000-000000000000")
            #expect(none.exitCode == .notFound)
        }
    }

    @Test func `what an event caused hangs below it, and the steps are in order`() {
        let events = [
            Self.event(1, "c1", id: "e1"), Self.event(2, "c1", id: "e2"),
            Self.event(3, "c2", id: "e3"), Self.event(4, "c3", id: "e4", cause: "e1"),
            Self.event(5, "c4", id: "e5", cause: "elsewhere"),
        ]
        #expect(
            EventTree(events).lines == [
                "-  ann  c1", "├─ #1  s  x.y {}", "│  └─ #4  s  x.y {}", "└─ #2  s  x.y {}",
                "-  ann  c2", "└─ #3  s  x.y {}", "-  ann  c4", "└─ #5  s  x.y {}",
            ])
    }

    private static func event(
        _ position: Int, _ command: String, id: String, cause: String? = nil
    ) -> EventDocument {
        EventDocument(json: [
            "position": .integer(position), "stream": "s", "type": "x.y", "schema": 1,
            "actor": "ann", "command_id": .string(command), "id": .string(id),
            "causation_id": .string(cause), "data": .object([:]),
        ])
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

    @Test(arguments: [[], ["--environment", "production"]])
    func `following survives restarts of the server without a gap or a repeat`(
        _ filter: [String]
    ) async throws {
        let ledger = try Ledger()
        let console = RecordedConsole()
        let (server, script) = try await ledger.serve { server in
            try await server.register()
            return (server, try await server.deploy())
        }
        let (starts, start) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup { group in
            group.addTask {
                _ = await starts.first { true }
                _ = try await server.run(["events", "--follow"] + filter, to: console)
            }
            try await ledger.serve(port: server.port) { _ in
                start.yield()
                await console.waits(for: "#2 ")
            }
            await console.waits(for: "connection lost")
            try await script.begin(percent: 10)
            try await ledger.serve(port: server.port) { _ in
                await console.waits(for: "reconnected")
                try await script.complete()
                await console.waits(for: "#15 ")
            }
            group.cancelAll()
        }

        let numbers = console.output.split(separator: "\n").compactMap { line in
            line.split(separator: "  ").dropFirst().first.flatMap { Int($0.dropFirst()) }
        }
        #expect(numbers == Array(1...15))
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
