import ArgumentParser
import EventLog
import LedgerCore
import LedgerTestKit
import Testing

@testable import shiplog

/// What people are told of a plan that cannot notice what it asks.
@Suite(.timeLimit(.minutes(1)))
struct UnderpoweredTests {
    /// The steady watch saw three requests a second for ten minutes.
    private static func watched(
        _ body: @escaping @Sendable (LedgerServer) async throws -> Void
    ) async throws {
        try await Ledger().serve { server in
            var settings = Samples.settings.json
            settings["live"] = .object(["version": "v1", "slot": "a"])
            settings["policies"] = .object(["automatic_rollback": .object([:])])
            let bytes = settings.bytes
            let applied = try await server.run(
                ["services", "apply", "agent-api", "-f", "-"], to: RecordedConsole()
            ) { $0.input = { bytes } }
            try #require(applied.exitCode == .success, "\(applied.talk)")
            let service = StreamName.service("agent-api", in: "production")
            for _ in 1...10 {
                server.ledger.clock.advance(seconds: 60)
                let day = try #require(StreamName.watch(of: service, at: server.ledger.clock.now))
                try await server.ledger.watch(requests: 180, in: day)
            }
            try await body(server)
        }
    }

    @Test func `deploy warns with the numbers, and the plan keeps them`() async throws {
        try await Self.watched { server in
            let outcome = try await server.run("deploy", "agent-api", "v2", "-o", "json")
            #expect(outcome.exitCode == .success)
            #expect(
                outcome.talk.contains("warning: underpowered: it at 3 requests/s cannot notice"),
                "\(outcome.talk)")
            #expect(outcome.output.contains(#""underpowered":true"#))
            let events = try await server.run("events", "--service", "agent-api")
            #expect(events.output.contains("deployment of v2 requested, underpowered: it at 3"))
        }
    }
}

extension Ledger {
    fileprivate func watch(requests: Int, in stream: StreamName) async throws {
        let recorded = SampleEvent.recorded(
            .init(
                deployment: nil, stage: nil, role: .live, version: "v1", windowSeconds: 60,
                measurement: Measurement(
                    answer: .value(.init(requests: requests, errors: 0)), provider: "test",
                    query: "")))
        let before = try await events.lastVersion(of: stream)
        let judged = SampleEvent.judged(
            .init(
                deployment: nil, stage: nil, judge: "guarded-ratio/1",
                verdict: Verdict(.ok, checks: []), samples: [before + 1]))
        for event in [recorded, judged] {
            let id = IDSource.system.next(at: clock.now)
            let outcome = try await self.events.append(
                AppendRequest(
                    origin: EventOrigin(commandID: id, actor: "worker:w-1", correlationID: id),
                    requestHash: [],
                    parts: [
                        StreamAppend(
                            stream: stream, expectedVersion: nil, events: [event.recordable(id: id)]
                        )
                    ], due: .keep))
            guard case .appended = outcome else {
                throw EventStoreError(.invalid, "not appended: \(outcome)")
            }
        }
    }
}
