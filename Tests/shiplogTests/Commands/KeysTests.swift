import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct KeysTests {
    @Test func `a key is made, used, turned and revoked`() async throws {
        try await Ledger().serve { server in
            let made = try await server.run(
                "keys", "create", "ci", "--role", "producer", "--owner", "alice",
                "--environment", "production", "--service", "agent-api", "--expires", "90d")
            #expect(made.exitCode == .success, "\(made.talk)")
            let secret = made.output.filter { $0 != "\n" }
            let key = try #require(KeyText(secret))
            #expect(!made.talk.contains(secret))
            #expect(made.talk.contains("where    production: agent-api"), "\(made.talk)")

            let mine = try await server.run(["whoami"], to: RecordedConsole()) {
                $0.variables["SHIPLOG_TOKEN"] = secret
            }
            #expect(mine.output.contains("actor  key:alice"), "\(mine.output)")
            let refused = try await server.run(["keys", "list"], to: RecordedConsole()) {
                $0.variables["SHIPLOG_TOKEN"] = secret
            }
            #expect(refused.exitCode == .notAllowed)
            #expect(refused.talk.contains("needs the role auditor"))
            #expect(refused.talk.contains("next: shiplog whoami"))

            let turned = try await server.run("keys", "rotate", key.id, "--overlap", "0m")
            #expect(turned.output.contains("shiplog_\(key.id)_"))
            let listed = try await server.run("keys", "list")
            #expect(listed.output.contains("\(key.id)  ci    alice  active"), "\(listed.output)")
            let ended = try await server.run("keys", "revoke", key.id, "--reason", "left")
            #expect(ended.output == "key \(key.id) is revoked\n")
            let shown = try await server.run("keys", "show", key.id, "-o", "json")
            #expect(shown.output.contains(#""status":"revoked""#), "\(shown.output)")
        }
    }

    @Test func `a repeat has no secret, and says what to do`() async throws {
        try await Ledger().serve { server in
            let words = [
                "keys", "create", "ci", "--role", "viewer", "--idempotency-key", "once",
            ]
            #expect(try await server.run(words, to: RecordedConsole()).exitCode == .success)
            let again = try await server.run(words, to: RecordedConsole())
            #expect(again.exitCode == .failure)
            #expect(again.talk.contains("next: shiplog keys revoke"))
        }
    }

    @Test(arguments: [
        ["create", "ci"], ["create", "ci", "--role", "emperor"], ["revoke", "shiplog_x"],
        ["create", "ci", "--role", "viewer", "--expires", "soon"],
        ["rotate", "3k9x0qpa", "--overlap", "31d"],
    ])
    func `what can't be meant is refused before anything is sent`(words: [String]) async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run(["keys"] + words, to: RecordedConsole())
            #expect(outcome.exitCode.rawValue == 64, "\(outcome.talk)")
        }
    }
}
