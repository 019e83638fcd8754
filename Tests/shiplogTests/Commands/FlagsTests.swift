import ArgumentParser
import Foundation
import LedgerCore
import Testing

@testable import shiplog

/// What a person types at a flag.
@Suite(.timeLimit(.minutes(1)))
struct FlagsTests {
    @Test func `a flag's life is five commands, and its history tells it`() async throws {
        try await Ledger().serve { server in
            let created = try await server.run(
                "flags", "create", "new-model", "--percent", "5", "--reason", "first users")
            #expect(created.output == "production/new-model created, version 1\n")
            #expect(created.talk == "next: shiplog flags ramp new-model PERCENT\n")
            let ramped = try await server.run(
                "flags", "ramp", "new-model", "12.5", "--reason", "looks well")
            #expect(ramped.output == "production/new-model on for 12.5 % of the users, version 2\n")
            let killed = try await server.run(
                "flags", "kill", "new-model", "--reason", "wrong answers")
            #expect(killed.output == "production/new-model killed, version 3\n")
            #expect(killed.talk == "next: shiplog flags restore new-model --reason TEXT\n")
            let answer = try await server.run("flags", "eval", "new-model", "--user", "alice")
            #expect(answer.output == "false\n")
            let restored = try await server.run(
                "flags", "restore", "new-model", "--reason", "the prompt is mended")
            #expect(restored.exitCode == .success)
            let reverted = try await server.run(
                "flags", "revert", "new-model", "1", "--reason", "less again")
            #expect(
                reverted.output == "production/new-model is what it was at version 1, version 5\n")
            let history = try await server.run("flags", "history", "new-model")
            let lines = history.output.split(separator: "\n").map { line in
                line.split(separator: "  ", omittingEmptySubsequences: true).map {
                    String($0.drop { $0 == " " })
                }
            }
            #expect(lines[0] == ["VERSION", "TIME", "ACTOR", "CLIENT", "WHAT", "WHY"])
            #expect(
                lines.map { $0[4] }.dropFirst() == [
                    "rollout_percentage 12.5 to 5", "restored", "killed",
                    "rollout_percentage 5 to 12.5", "created",
                ])
            #expect(
                lines.map { $0[5] }.dropFirst() == [
                    "less again", "the prompt is mended", "wrong answers", "looks well",
                    "first users",
                ])
        }
    }

    @Test func `a list shows each in a line, and one is shown whole`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "b", "owner=team-ai", "--reason", "r")
            _ = try await server.run(
                "flags", "create", "a", "rollout_strategy=user_list", #"allowed_users=["x","y"]"#,
                "--reason", "r")
            _ = try await server.run("flags", "disable", "a", "--reason", "r")
            let list = try await server.run("flags", "list")
            #expect(
                list.output == """
                    FLAG  STATE     FOR      TYPE     VERSION  CHANGED               OWNER
                    a     disabled  2 users  boolean  2        2026-11-24T13:00:00Z  -
                    b     enabled   nobody   boolean  1        2026-11-24T13:00:00Z  team-ai

                    """)
            let stale = try await server.run("flags", "list", "--stale", "30")
            #expect(stale.talk == "none\n")
            let shown = try await server.run("flags", "get", "a")
            #expect(shown.output.contains("state        disabled\n"))
            #expect(shown.output.contains("for          2 users\n"))
            #expect(shown.output.contains("variant      on  true\n"))
            let enabled = try await server.run("flags", "enable", "a", "--reason", "r")
            #expect(enabled.output == "production/a enabled, version 3\n")
        }
    }

    @Test func `an explanation says which bucket`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "f", "--percent", "76", "--reason", "r")
            let outcome = try await server.run(
                "flags", "eval", "f", "--user", "user-1", "--explain")
            #expect(outcome.output.contains("value    true\n"))
            #expect(outcome.output.contains("because  bucket 75."))
            #expect(outcome.output.contains("is below 76 %\n"))
        }
    }

    @Test func `an override is set, listed and taken away`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "f", "--reason", "r")
            let set = try await server.run(
                "flags", "override", "f", "Zoe\u{308}/1", "on", "--until", "2026-12-01T00:00:00Z",
                "--reason", "a trial")
            #expect(set.output == "production/f is on for Zoe\u{308}/1\n")
            let list = try await server.run("flags", "override", "f", "-o", "ndjson")
            #expect(
                list.output.utf8.elementsEqual(
                    "{\"user\":\"Zoe\u{308}/1\",\"variant\":\"on\",\"expires_at\":\"2026-12-01T00:00:00.000000Z\"}\n"
                        .utf8))
            let answer = try await server.run("flags", "eval", "f", "--user", "Zoe\u{308}/1")
            #expect(answer.output == "true\n")
            let removed = try await server.run(
                "flags", "override", "f", "Zoe\u{308}/1", "--remove", "--reason", "done")
            #expect(removed.exitCode == .success, "\(removed.talk)")
            let again = try await server.run("flags", "eval", "f", "--user", "Zoe\u{308}/1")
            #expect(again.output == "false\n")
        }
    }

    @Test func `a change of what somebody else changed is left alone`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "f", "--reason", "r")
            let outcome = try await server.run(
                "flags", "set", "f", "rollout_strategy=all", "--if-version", "7", "--reason", "r")
            #expect(outcome.exitCode == .conflict)
            #expect(
                outcome.talk
                    == "error: it is at version 1, not at 7; look again\nnext: shiplog flags get KEY\n"
            )
        }
    }

    @Test func `what is wrong is shown with its place`() async throws {
        try await Ledger().serve { server in
            let silent = try await server.run("flags", "create", "f")
            #expect(silent.exitCode == .validationFailure)
            #expect(silent.talk.contains("/reason is required in production"))
            let unknown = try await server.run("flags", "get", "nope")
            #expect(unknown.exitCode == .notFound)
            let staging = try await server.run("flags", "create", "f", "--environment", "staging")
            #expect(staging.exitCode == .success)
        }
    }

    @Test(arguments: [
        ["create", "a/b"], ["set", "f"], ["ramp", "f", "101"], ["ramp", "f", "0", "--over", "1h"],
        ["override", "f", "alice"], ["override", "f", "alice", "on", "--remove"],
        ["override", "f", "alice", "on", "--until", "tomorrow"], ["eval"],
        ["eval", "f", "--cases", "-"], ["eval", "f", "--at", "noon"],
        ["history", "f", "--limit", "0"],
        ["create", "f", "=x"], ["kill", "."],
    ])
    func `what cannot be is refused before anything is sent`(words: [String]) async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run(["flags"] + words, to: RecordedConsole())
            #expect(outcome.exitCode == .validationFailure)
        }
    }

    @Test func `what is exported is imported elsewhere`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "b", "--percent", "5", "--reason", "r")
            _ = try await server.run("flags", "create", "a", "owner=team-ai", "--reason", "r")
            let exported = try await server.run("flags", "export")
            let bytes = Array(exported.output.utf8)
            let console = RecordedConsole()
            let imported = try await server.run(
                ["flags", "import", "-f", "-", "--environment", "staging"], to: console
            ) { $0.input = { bytes } }
            #expect(imported.output == "staging: 2 created, 0 changed, 0 unchanged\n")
            let again = try await server.run("flags", "export", "--environment", "staging")
            #expect(again.output == exported.output)
        }
    }

    @Test func `a flag's events are read in plain words`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "f", "--percent", "5", "--reason", "r")
            _ = try await server.run("flags", "kill", "f", "--reason", "r")
            let outcome = try await server.run("events", "--stream", "flag/production/f")
            #expect(outcome.output.contains("flag created, enabled, for 5 %\n"))
            #expect(outcome.output.contains("flag killed\n"))
        }
    }

    @Test func `a ramp over time goes on from the present share`() async throws {
        try await Ledger().serve { server in
            _ = try await server.run("flags", "create", "f", "--percent", "20", "--reason", "r")
            let down = try await server.run(
                "flags", "ramp", "f", "10", "--over", "1h", "--reason", "r")
            #expect(down.exitCode == .conflict)
            let up = try await server.run(
                "flags", "ramp", "f", "50", "--over", "1h", "--reason", "r")
            #expect(
                up.output
                    == "production/f goes up to 50 % of the users until 2026-11-24T14:00:00Z, version 2\n"
            )
        }
    }

    @Test(arguments: [0.0, 1, 20, 49.5], [50.0, 100])
    func `nobody loses a flag when it begins to go up`(present: Double, target: Double) throws {
        let now = Timestamp(microseconds: 1_795_521_600_000_000)
        for seconds in [60, 3600, 604_800] {
            let window = try #require(
                RampWindow(from: present, to: target, over: seconds, at: now))
            let flag = FeatureFlag(
                FlagDefinition(
                    key: "f", isEnabled: true,
                    rollout: FlagRollout(
                        strategy: .gradual,
                        percentage: FlagPercentage(hundredths: Int(target * 100)),
                        window: FlagWindow(start: window.start, end: window.end))))
            for number in 0..<500 {
                let user = "user-\(number)"
                let position = FlagBucket(flag: "f", user: user).position
                let snapshot = FlagSnapshot([flag])
                let context = FlagContext(user: user)
                let begun = snapshot.evaluate(flag, for: context, at: now)
                if Double(position) < present * 100 { #expect(begun.variant == "on", "\(user)") }
                let ended = snapshot.evaluate(flag, for: context, at: window.end)
                #expect((ended.variant == "on") == (Double(position) < target * 100))
            }
        }
    }
}
