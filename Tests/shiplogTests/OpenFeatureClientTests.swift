import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

/// What a program with OpenFeature's own client gets from a server.
@Suite(.timeLimit(.minutes(5)))
struct OpenFeatureClientTests {
    private static let flags: [(key: String, fields: String)] = [
        ("all", #"{"rollout_strategy":"all"}"#),
        ("none", #"{"rollout_strategy":"none"}"#),
        ("list", #"{"rollout_strategy":"user_list","allowed_users":["alice"]}"#),
        ("share", #"{"rollout_strategy":"percentage","rollout_percentage":100}"#),
        (
            "plan",
            #"{"rules":[{"variant":"on","when":[{"attribute":"plan","operator":"eq","values":["pro"]}]}]}"#
        ),
        ("text", #"{"type":"string","variants":{"a":"gpt-4o"}}"#),
        ("whole", #"{"type":"integer","variants":{"a":42}}"#),
        ("one", #"{"type":"number","variants":{"a":1}}"#),
        ("half", #"{"type":"number","variants":{"a":0.5}}"#),
        ("thing", #"{"type":"object","variants":{"a":{"model":"small","tokens":2048}}}"#),
    ]

    /// Question, and the client's answer.
    private static let answers = [
        ("boolean:all:alice", #"[true, "on", "STATIC", null]"#),
        ("boolean:none:alice", #"[false, "off", "STATIC", null]"#),
        ("boolean:list:alice", #"[true, "on", "TARGETING_MATCH", null]"#),
        ("boolean:list:bob", #"[false, "off", "DEFAULT", null]"#),
        ("boolean:share:alice", #"[true, "on", "SPLIT", null]"#),
        ("boolean:share:", #"[false, "off", "SPLIT", null]"#),
        ("boolean:plan:pro", #"[true, "on", "TARGETING_MATCH", null]"#),
        ("boolean:killed:alice", #"[false, "off", "DISABLED", null]"#),
        ("string:text:alice", #"["gpt-4o", "a", "STATIC", null]"#),
        ("integer:whole:alice", #"[42, "a", "STATIC", null]"#),
        ("float:one:alice", #"[1.0, "a", "STATIC", null]"#),
        ("float:half:alice", #"[0.5, "a", "STATIC", null]"#),
        ("object:thing:alice", #"[{"model": "small", "tokens": 2048}, "a", "STATIC", null]"#),
        ("string:dark:alice", #"["-", "", "DISABLED", null]"#),
        ("boolean:nowhere:alice", #"[true, null, "ERROR", "FLAG_NOT_FOUND"]"#),
        ("string:whole:alice", #"["-", null, "ERROR", "TYPE_MISMATCH"]"#),
        ("integer:one:alice", #"[-1, null, "ERROR", "TYPE_MISMATCH"]"#),
    ]

    @Test func `OpenFeature's client for Python understands every answer`() async throws {
        let client = try await OpenFeatureClient.prepare()
        try await Ledger().serve { server in
            for (key, fields) in Self.flags { try await create(key, fields, server) }
            try await create("killed", "{}", server)
            try await create(
                "dark", #"{"type":"string","variants":{"a":"x"},"enabled":false}"#, server)
            let killed = try await server.run("flags", "kill", "killed", "--reason", "r")
            try #require(killed.exitCode == .success)

            let url = "http://127.0.0.1:\(server.port)/environments/production"
            let lines = try await client.ask(
                url, token: Ledger.token, Self.answers.map(\.0))

            #expect(lines.count == Self.answers.count)
            for ((question, expected), line) in zip(Self.answers, lines) {
                #expect(line == expected, "\(question)")
            }
            let refused = try await client.ask(
                url, token: "another-token-of-somebody", ["boolean:all:alice"])
            #expect(refused == [#"[true, null, "ERROR", "GENERAL"]"#])
        }
    }

    private func create(_ key: String, _ fields: String, _ server: LedgerServer) async throws {
        var document = try object(#"{"rollout_strategy":"all"}"#)
        if fields.contains(#""variants""#) { document["on_variant"] = "a" }
        if fields.contains(#""variants""#) { document["default_variant"] = "a" }
        if fields.contains(#""rules""#) { document["rollout_strategy"] = "none" }
        for member in try object(fields).members { document[member.name] = member.value }
        let bytes = document.bytes
        let outcome = try await server.run(
            ["flags", "create", key, "-f", "-", "--reason", "r"], to: RecordedConsole()
        ) { $0.input = { bytes } }
        try #require(outcome.exitCode == .success, "\(outcome.talk)")
    }

    private func object(_ text: String) throws -> JSONObject {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { return [:] }
        return object
    }
}
