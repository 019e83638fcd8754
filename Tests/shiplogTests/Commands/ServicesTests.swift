import ArgumentParser
import LedgerCore
import LedgerTestKit
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct ServicesTests {
    @Test func `services are listed as a table`() async throws {
        try await Ledger().serve { server in
            try await server.register()

            let outcome = try await server.run("services", "list")

            #expect(outcome.exitCode == .success)
            #expect(
                outcome.output == """
                    SERVICE    STATUS  LIVE  ROUTER   METRICS     CHANGED
                    agent-api  idle    v1    haproxy  prometheus  2026-11-24T13:00:00Z

                    """)
        }
    }

    @Test func `a list without rows is no data, and says so aside`() async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run("services", "list")

            #expect(outcome == .init(exitCode: .success, output: "", talk: "none\n"))
        }
    }

    @Test func `a service's settings are shown`() async throws {
        try await Ledger().serve { server in
            try await server.register()

            let outcome = try await server.run("services", "show", "agent-api")

            #expect(
                outcome.output == """
                    service      agent-api
                    environment  production
                    slot         a  http://127.0.0.1:8001  agent_a
                                 b  http://127.0.0.1:8002  agent_b
                    router       haproxy  address=127.0.0.1:9999  backend=agents
                    metrics      prometheus  url=http://127.0.0.1:9090  service=api
                    deployer     http  healthy_checks=2
                    changed      2026-11-24T13:00:00Z

                    """)
        }
    }

    @Test func `the file may name service and environment`() async throws {
        try await Ledger().serve { server in
            var body = Samples.settings.json
            body["service"] = "billing"
            body["environment"] = "staging"
            let bytes = body.bytes

            let outcome = try await server.run(
                ["services", "apply", "-f", "-"], to: RecordedConsole()
            ) { $0.input = { bytes } }

            #expect(
                outcome
                    == .init(
                        exitCode: .success, output: "staging/billing applied\n", talk: ""))
        }
    }

    @Test func `what is typed must not contradict the file`() async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run(
                ["services", "apply", "agent-api", "-f", "-"], to: RecordedConsole()
            ) { $0.input = { Array(#"{"service":"billing"}"#.utf8) } }

            #expect(outcome.exitCode == .validationFailure)
            #expect(outcome.talk == "error: SERVICE is agent-api, but the file says billing\n")
        }
    }

    @Test func `every field that the server refuses is shown with its place`() async throws {
        try await Ledger().serve { server in
            var body = Samples.settings.json
            body["slots"] = .array([])
            body["metrics"] = nil
            let bytes = body.bytes

            let outcome = try await server.run(
                ["services", "apply", "agent-api", "-f", "-"], to: RecordedConsole()
            ) { $0.input = { bytes } }

            #expect(outcome.exitCode == .validationFailure)
            #expect(
                outcome.talk == """
                    error: /slots must have 2 to 2 elements
                      /slots must have 2 to 2 elements
                      /metrics is required

                    """)
        }
    }

    @Test func `applying the same again changes nothing`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let bytes = Samples.settings.json.bytes

            let outcome = try await server.run(
                ["services", "apply", "agent-api", "-f", "-"], to: RecordedConsole()
            ) { $0.input = { bytes } }

            #expect(outcome.output == "production/agent-api unchanged\n")
        }
    }
}
