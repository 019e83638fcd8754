import ArgumentParser
import EventLog
import LedgerCore
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct ExplainTests {
    @Test func `each decision is shown with who, why, and the looks that it rests on`() async throws
    {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            try await script.look(.fail, errorRate: 0.25)
            try await script.fail()

            let outcome = try await server.run("explain", "\(script.deployment)")

            #expect(outcome.exitCode == .success)
            #expect(
                outcome.output.hasPrefix(
                    "deployment \(script.deployment) of agent-api in production\n"))
            #expect(
                outcome.output.contains(
                    """
                    2026-11-24T13:00:36Z  #11  abort decided: the new version failed its conditions
                      by worker:w-1
                      on 1 look by guarded-ratio/1
                        2026-11-24T13:00:36Z  #10  fail
                          max_error_rate 0.25 > 0.01

                    """), "\(outcome.output)")
            #expect(!outcome.output.contains("accepted"))
        }
    }

    @Test func `an id that nobody knows is 3, and no id is 64`() async throws {
        try await Ledger().serve { server in
            let unknown = try await server.run("explain", "00000000-0000-7000-8000-000000000001")
            #expect(unknown.exitCode.rawValue == 3)
            #expect(unknown.talk.contains("no rollback"))
            let wrong = try await server.run("explain", "v1.4.2")
            #expect(wrong.exitCode.rawValue == 64)
        }
    }
}
