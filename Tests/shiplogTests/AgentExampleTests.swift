import ArgumentParser
import Testing

@testable import shiplog

/// The agent of `Examples/agent-with-flags`, against a server.
@Suite(.timeLimit(.minutes(5)))
struct AgentExampleTests {
    @Test func `the agent does what its flags say, for whom they say it`() async throws {
        let client = try await OpenFeatureClient.prepare()
        try await Ledger().serve { server in
            let bare = try await client.agent(server, ["--user", "alice", "hi"])
            #expect(
                bare == [
                    #"{"result": "gpt-4 answers: hi", "features_used": [], "model": "gpt-4"}"#
                ])
            try await flag("enable_streaming", ["rollout_strategy=all"], server)
            try await flag(
                "enable_tool_use",
                ["rollout_strategy=user_list", #"allowed_users=["alice"]"#], server)
            let alice = try await client.agent(server, ["--user", "alice", "hi"])
            let bob = try await client.agent(server, ["--user", "bob", "hi"])

            #expect(try #require(alice.first).contains(#"["streaming", "tool_use"]"#))
            #expect(try #require(alice.first).contains("with search and calculator"))
            #expect(try #require(bob.first).contains(#"["streaming"]"#))
        }
    }

    /// Tools come after streaming and go before it, so that an answer with tools and without
    /// streaming would be made of two states.
    @Test func `an answer never mixes two states of the flags`() async throws {
        let client = try await OpenFeatureClient.prepare()
        try await Ledger().serve { server in
            for key in ["enable_streaming", "enable_tool_use"] {
                try await flag(key, ["rollout_strategy=none"], server)
            }
            async let answers = client.agent(
                server, ["--user", "alice", "--requests", "40", "--think", "0.1", "hi"])
            for _ in 0..<60 {
                try await set("enable_streaming", "all", server)
                try await set("enable_tool_use", "all", server)
                try await set("enable_tool_use", "none", server)
                try await set("enable_streaming", "none", server)
            }
            let seen = try await answers
            #expect(seen.count == 40)
            #expect(seen.filter { $0.contains(#"["tool_use"]"#) }.isEmpty)
            #expect(seen.contains { $0.contains(#"["streaming", "tool_use"]"#) })
            #expect(seen.contains { $0.contains(#""features_used": []"#) })
        }
    }

    private func flag(_ key: String, _ fields: [String], _ server: LedgerServer) async throws {
        let outcome = try await server.run(
            ["flags", "create", key] + fields + ["--reason", "r"], to: RecordedConsole()
        ) { _ in }
        try #require(outcome.exitCode == .success, "\(outcome.talk)")
    }

    private func set(_ key: String, _ strategy: String, _ server: LedgerServer) async throws {
        let outcome = try await server.run(
            ["flags", "set", key, "rollout_strategy=\(strategy)", "--reason", "r"],
            to: RecordedConsole()
        ) { _ in }
        try #require(outcome.exitCode == .success, "\(outcome.talk)")
    }
}
