import ArgumentParser
import EventLog
import LedgerCore
import Testing

@testable import shiplog

/// Judging the recorded past over the API.
@Suite(.timeLimit(.minutes(1)))
struct ReplayCommandTests {
    private static func played(
        _ body: @escaping @Sendable (LedgerServer, DeploymentScript) async throws -> Void
    ) async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            for errors in [0, 30, 30, 30, 30] {
                try await script.look(errors: errors, of: 1000, baseline: 10_000)
            }
            try await script.complete()
            try await body(server, script)
        }
    }

    @Test func `a service's deployments are judged again, and the log does not change`()
        async throws
    {
        try await Self.played { server, script in
            let before = try await server.run("events", "-o", "json")
            let same = try await server.run(
                "replay", "--service", "agent-api", "--since", "90d", "-o", "json")
            #expect(same.exitCode == .success)
            #expect(same.output.contains(#""looks":5"#))
            let strict = try await server.run(
                "replay", "--service", "agent-api", "--set", "max_error_rate=0.008")
            #expect(strict.output.contains("failed at look 5"), "\(strict.output)")
            #expect(strict.talk.contains("1 of 1 would have ended otherwise"))
            let lax = try await server.run(
                "replay", "--deployment", "\(script.deployment)", "--judge", "rank", "-o", "json")
            #expect(lax.output.contains(#""outcome":"passed""#), "\(lax.output)")
            #expect(try await server.run("events", "-o", "json").output == before.output)
        }
    }

    @Test func `what cannot be used is 64, and an unknown deployment 3`() async throws {
        try await Self.played { server, _ in
            for arguments in [
                ["replay"], ["replay", "--service", "agent-api", "--since", "soon"],
                ["replay", "--service", "agent-api", "--judge", "coin"],
                ["replay", "--service", "agent-api", "--set", "max_eror_rate=1"],
                ["replay", "--service", "agent-api", "--set", "nothing"],
            ] {
                let outcome = try await server.run(arguments, to: RecordedConsole())
                #expect(outcome.exitCode.rawValue == 64, "\(arguments)")
            }
            let unknown = try await server.run(
                "replay", "--deployment", "00000000-0000-7000-8000-000000000001")
            #expect(unknown.exitCode.rawValue == 3)
        }
    }
}
