import ArgumentParser
import EventLog
import LedgerCore
import LedgerTestKit
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct DeployTests {
    @Test func `an accepted deployment is named, with what to type next`() async throws {
        try await Ledger().serve { server in
            try await server.register()

            let outcome = try await server.run("deploy", "agent-api", "v2")

            let id = try #require(outcome.output.split(separator: " ").dropFirst().first)
            #expect(outcome.exitCode == .success)
            #expect(outcome.output == "deployment \(id) of agent-api v2 accepted\n")
            #expect(outcome.talk == "next: shiplog watch \(id)\n")
        }
    }

    @Test func `the next command has the flags that this one needed`() async throws {
        try await Ledger().serve { server in
            let address = "http://127.0.0.1:\(server.port)"
            let settings = Samples.settings.json.bytes
            let words = ["--environment", "staging", "--server", address]
            let outcome = try await server.run(
                ["services", "apply", "agent-api", "-f", "-"] + words, to: RecordedConsole()
            ) { $0.input = { settings } }
            try #require(outcome.exitCode == .success)
            let accepted = try await server.run(
                ["deploy", "agent-api", "v2", "-o", "json"] + words, to: RecordedConsole()
            ) { $0.variables["SHIPLOG_SERVER"] = nil }

            #expect(accepted.talk.hasSuffix(" --server \(address)\n"))
        }
    }

    @Test func `with --watch it follows the deployment that it asked for`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let console = RecordedConsole()

            async let outcome = server.run(
                ["deploy", "agent-api", "v2", "--stages", "10,100", "--watch"], to: console)
            await console.waits(for: "deployment of v2 requested")
            let requested = await server.ledger.events.read(after: 1, limit: 1)
            guard case .deploymentRequested(let fact) = try ServiceEvent(requested[0]) else {
                Issue.record("no request: \(requested)")
                return
            }
            let script = DeploymentScript(server.ledger, deployment: fact.deployment)
            try await script.begin(percent: 10)
            try await script.complete()

            #expect(try await outcome.exitCode == .success)
            #expect(console.output.contains("completed: agent-api v2 is live\n"))
        }
    }

    @Test func `the same key is the same deployment, and is said to be`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let arguments = ["deploy", "agent-api", "v2", "--idempotency-key", "build-17"]

            let first = try await server.run(arguments, to: RecordedConsole())
            let second = try await server.run(arguments, to: RecordedConsole())

            #expect(first.exitCode == .success)
            #expect(second.output == first.output)
            #expect(second.talk.hasPrefix("this key was used before"))
        }
    }

    @Test func `a key of another command is a conflict`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            _ = try await server.run("deploy", "agent-api", "v2", "--idempotency-key", "k")

            let outcome = try await server.run(
                "deploy", "agent-api", "v3", "--idempotency-key", "k")

            #expect(outcome.exitCode == .conflict)
            #expect(
                outcome.talk.hasSuffix("next: leave --idempotency-key away, or choose a new one\n"))
        }
    }

    @Test func `a version that is on its way is a conflict that names its deployment`()
        async throws
    {
        try await Ledger().serve { server in
            try await server.register()
            let first = try await server.deploy()

            let outcome = try await server.run("deploy", "agent-api", "v2")

            let id = first.deployment
            #expect(outcome.exitCode == .conflict)
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.talk == """
                    error: version v2 is on its way as deployment \(id)
                    next: shiplog watch \(id)

                    """)
        }
    }

    @Test func `abort with --watch ends well when the deployment is taken back`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            let console = RecordedConsole()

            async let outcome = server.run(
                ["abort", "\(script.deployment)", "--reason", "wrong build", "--watch"],
                to: console)
            await console.waits(for: "abort requested")
            try await script.takeBack()

            #expect(try await outcome.exitCode == .success)
            #expect(
                console.output.contains("  reason  requested by token:static: wrong build\n"))
        }
    }
}
