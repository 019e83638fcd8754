import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct WatchTests {
    @Test func `a watch writes each event, then why it failed and what serves now`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            try await script.look(.ok, errorRate: 0.002)
            try await script.look(.fail, errorRate: 0.0312)
            try await script.fail()

            let outcome = try await server.run("watch", "\(script.deployment)")

            #expect(outcome.exitCode == .deploymentFailed)
            #expect(outcome.output == Self.failed)
            #expect(outcome.talk == "next: shiplog events --stream samples/\(script.deployment)\n")
        }
    }

    @Test func `a watch of a version that became live ends with success`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            try await script.complete()

            let outcome = try await server.run("watch", "\(script.deployment)")

            #expect(outcome.exitCode == .success)
            #expect(outcome.output.hasSuffix(Self.completed))
            #expect(outcome.talk == "next: shiplog status agent-api\n")
        }
    }

    @Test func `a watch survives restarts of the server`() async throws {
        let ledger = try Ledger()
        let console = RecordedConsole()
        let (server, script) = try await ledger.serve { server in
            try await server.register()
            return (server, try await server.deploy())
        }

        let (starts, start) = AsyncStream<Void>.makeStream()
        async let outcome = {
            _ = await starts.first { true }
            return try await server.run(["watch", "\(script.deployment)"], to: console)
        }()
        try await ledger.serve(port: server.port) { _ in
            start.yield()
            await console.waits(for: "#2 ")
        }
        await console.waits(for: "connection lost")
        try await ledger.serve(port: server.port) { _ in
            try await script.begin(percent: 10)
            try await script.complete()
            await console.waits(for: "next: ")
        }

        #expect(try await outcome.exitCode == .success)
        #expect(console.talk.contains("\nreconnected\n"))
        let numbers = console.output.split(separator: "\n").compactMap { line in
            line.split(separator: "  ").dropFirst().first.flatMap { Int($0.dropFirst()) }
        }
        #expect(numbers == Array(2...15))
    }

    @Test func `Ctrl-C leaves the deployment alone, and says how to come back`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            let console = RecordedConsole()

            let outcome = try await server.run(["watch", "\(script.deployment)"], to: console) {
                $0.interruption = { await console.waits(for: "#2 ") }
            }

            #expect(outcome.exitCode == .interrupted)
            #expect(
                outcome.talk == """
                    detached; the deployment goes on
                    next: shiplog watch \(script.deployment)
                          shiplog abort \(script.deployment) --reason TEXT

                    """)
            let status = try await server.run("status", "agent-api")
            #expect(status.output.contains("queued       \(script.deployment)"))
        }
    }

    @Test func `a wait whose time is up ends with 6`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()

            let outcome = try await server.run("watch", "\(script.deployment)", "--timeout", "0s")

            #expect(outcome.exitCode == .timedOut)
            #expect(outcome.talk.hasPrefix("the time is up; the deployment goes on\n"))
        }
    }

    @Test func `a watch gives signs of life while nothing happens`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            let console = RecordedConsole()
            let line =
                "2026-11-24T13:00:06Z  still holding, stage 1 of 2 (10 %); last event #9\n"

            _ = try await server.run(["watch", "\(script.deployment)"], to: console) {
                $0.pace.heartbeat = .milliseconds(5)
                $0.interruption = { await console.waits(for: line) }
            }

            #expect(console.talk.contains(line))
            #expect(!console.output.contains("still"))
        }
    }

    @Test func `a watch as ndjson writes the events themselves, and nothing else`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            try await script.look(.fail, errorRate: 0.0312)
            try await script.fail()

            let outcome = try await server.run("watch", "\(script.deployment)", "-o", "ndjson")

            let positions = try outcome.output.split(separator: "\n").map { line in
                guard case .object(let event) = try JSONParser.parse(Array(line.utf8)) else {
                    return 0
                }
                return event.whole("position") ?? 0
            }
            #expect(positions == Array(2...15))
            #expect(outcome.talk.hasPrefix("taken back: agent-api v2"))
        }
    }

    @Test func `a watch as json writes one document, the deployment's`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            try await script.complete()

            let outcome = try await server.run("watch", "\(script.deployment)", "-o", "json")

            guard case .object(let document) = try JSONParser.parse(Array(outcome.output.utf8))
            else {
                Issue.record("not an object: \(outcome.output)")
                return
            }
            #expect(document.text("id") == "\(script.deployment)")
            #expect(document.text("status") == "completed")
        }
    }

    private static let failed = """
        2026-11-24T13:00:00Z  #2  deployment of v2 requested
        2026-11-24T13:00:00Z  #3  deployment started in slot b, v1 is live
        2026-11-24T13:00:00Z  #4  deploying v2 to slot b
        2026-11-24T13:00:00Z  #5  the slot accepted the deployment
        2026-11-24T13:00:05Z  #6  v2 is healthy in slot b
        2026-11-24T13:00:05Z  #7  stage 1 begins: a v1 90 %, b v2 10 %
        2026-11-24T13:00:05Z  #8  the router accepted the shares
        2026-11-24T13:00:06Z  #9  traffic observed: a v1 90 %, b v2 10 %
        2026-11-24T13:00:36Z  #10  look at stage 1: ok, max_error_rate 0.002 <= 0.01
        2026-11-24T13:01:06Z  #11  look at stage 1: fail, max_error_rate 0.0312 > 0.01
        2026-11-24T13:01:06Z  #12  abort decided: the new version failed its conditions
        2026-11-24T13:01:06Z  #13  traffic goes back: a v1 100 %, b v2 0 %
        2026-11-24T13:01:06Z  #14  the router accepted the shares
        2026-11-24T13:01:07Z  #15  traffic observed: a v1 100 %, b v2 0 %
        2026-11-24T13:01:07Z  #16  deployment taken back
        taken back: agent-api v2 in stage 1 of 2 (10 %)
          reason  the new version failed its conditions
                  max_error_rate 0.0312 > 0.01
          serves  a v1 100 %
          took    1 min 7 s
          events  #2 to #16

        """

    private static let completed = """
        2026-11-24T13:00:17Z  #15  deployment completed
        completed: agent-api v2 is live
          serves  b v2 100 %
          took    17 s
          events  #2 to #15

        """
}
