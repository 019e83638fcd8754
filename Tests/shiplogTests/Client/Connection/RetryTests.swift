import ArgumentParser
import EventLog
import LedgerCore
import Servers
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct RetryTests {
    @Test func `a command is sent again with its key when the server is away for a moment`()
        async throws
    {
        let ledger = try Ledger()
        let port = try await ledger.serve { server in
            try await server.register()
            return server.port
        }
        let console = RecordedConsole()
        let server = LedgerServer(ledger: ledger, port: port)

        async let outcome = server.run(["deploy", "agent-api", "v2"], to: console) {
            $0.pace.retries = Array(repeating: .milliseconds(20), count: 500)
        }
        await console.waits(for: "trying again with the same key")
        try await ledger.serve(port: port) { _ in await console.waits(for: "accepted") }

        #expect(try await outcome.exitCode == .success)
        #expect(await ledger.events.read(after: 0, limit: 10).count == 2)
    }

    @Test func `a command is sent again when the server cannot reach its log`() async throws {
        let clock = ManualClock()
        let events = InMemoryEventStore { clock.now }
        let store = FailingEventStore(failures: 2, store: events)
        try await Ledger(store: store).serve { server in
            let outcome = try await server.run("deploy", "agent-api", "v2")

            #expect(outcome.exitCode == .notFound)
            #expect(
                outcome.talk.hasPrefix(
                    "the log cannot be reached; trying again with the same key\n"))
        }
    }

    @Test func `a command is given up after its last retry`() async throws {
        let store = FailingEventStore(failures: .max)
        try await Ledger(store: store).serve { server in
            let outcome = try await server.run("deploy", "agent-api", "v2")

            let tries = outcome.talk.split(separator: "\n").filter { $0.contains("trying again") }
            #expect(outcome.exitCode == .unreachable)
            #expect(tries.count == 2)
            #expect(outcome.talk.hasSuffix("next: try again in a moment\n"))
        }
    }

    @Test func `reading is not repeated`() async throws {
        let console = RecordedConsole()
        let outcome = try await Verb.run(
            ["status", "--server", "http://127.0.0.1:\(try FreePort.next())"],
            .quiet(console, [:], ManualClock()), console)

        #expect(outcome.exitCode == .unreachable)
        #expect(!outcome.talk.contains("trying again"))
    }
}
