import ArgumentParser
import LedgerCore
import LedgerTestKit
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct RollbackWindowTests {
    /// `agent-api` serves `v1`, watched, and a person has gone back from `v2` to it.
    private func withRollback(
        _ body: @escaping @Sendable (LedgerServer) async throws -> Void
    ) async throws {
        try await Ledger().serve { server in
            var settings = Samples.watchedSettings.json
            settings["live"] = .object(["version": "v1", "slot": "a"])
            let bytes = settings.bytes
            let outcome = try await server.run(
                ["services", "apply", "agent-api", "-f", "-"], to: RecordedConsole()
            ) { $0.input = { bytes } }
            try #require(outcome.exitCode == .success, "\(outcome.talk)")
            try await body(server)
        }
    }

    @Test func `it says that one may start, and to where`() async throws {
        try await withRollback { server in
            let outcome = try await server.run("rollback-window", "agent-api")
            #expect(
                outcome.output == """
                    service        agent-api
                    environment    production
                    automatic      on
                    last rollback  none
                    cooldown       over
                    this hour      0 of 5
                    may start      now
                    target         none: no earlier good version is known

                    """)
        }
    }

    @Test func `without a policy it says that it is off`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let outcome = try await server.run("rollback-window", "agent-api")
            #expect(
                outcome.output == """
                    service        agent-api
                    environment    production
                    automatic      off: only people take back what is live
                    last rollback  none

                    """)
        }
    }

    @Test func `an unknown service is 3`() async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run("rollback-window", "nobody")
            #expect(outcome.exitCode.rawValue == 3)
        }
    }
}
