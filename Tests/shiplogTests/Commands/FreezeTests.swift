import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct FreezeTests {
    @Test func `a freeze is set, shown, overridden and removed`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let set = try await server.run(
                "freeze", "set", "always", "--from", "00:00", "--until", "00:00", "--reason", "x")
            #expect(set.exitCode == .success, "\(set.talk)")
            #expect(
                set.output == """
                    environment  production
                    status       frozen
                    frozen       always, until 2026-11-25T00:00:00Z
                    always       every day 00:00 to 00:00 UTC, in force until 2026-11-25T00:00:00Z

                    """)
            let refused = try await server.run("deploy", "agent-api", "v2")
            #expect(refused.exitCode.rawValue == 7)
            #expect(refused.talk.contains("override it with a reason"))
            let unsaid = try await server.run("deploy", "agent-api", "v2", "--override-freeze")
            #expect(unsaid.exitCode.rawValue == 64)
            let forced = try await server.run(
                "deploy", "agent-api", "v2", "--override-freeze", "--reason", "a hole")
            #expect(forced.exitCode == .success)

            let removed = try await server.run("freeze", "remove", "always", "--reason", "over")
            #expect(removed.output == "freeze always is gone\n")
            let open = try await server.run("freeze", "list")
            #expect(open.output.contains("status       open"))
        }
    }

    @Test func `the stop button stops, says so, and is released`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let stopped = try await server.run("stop", "--reason", "burning")
            #expect(stopped.output == "production is stopped\n")
            #expect(stopped.talk.contains("resume-environment"))
            let listed = try await server.run("freeze", "list")
            #expect(listed.output.contains("by token:static at 2026-11-24T13:00:00Z: burning"))
            #expect(try await server.run("deploy", "agent-api", "v2").exitCode.rawValue == 7)
            let resumed = try await server.run("resume-environment", "--reason", "over")
            #expect(resumed.output == "production goes on\n")
            #expect(try await server.run("deploy", "agent-api", "v2").exitCode == .success)
        }
    }

    @Test func `half of a window is refused before anything is sent`() async throws {
        try await Ledger().serve { server in
            let half = try await server.run(
                "freeze", "set", "f", "--from", "22:00", "--reason", "x")
            #expect(half.exitCode.rawValue == 64)
        }
    }
}
