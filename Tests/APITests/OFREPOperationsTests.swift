import API
import Curl
import LedgerCore
import Testing

@Suite struct OFREPOperationsTests {
    private let path = "/environments/staging/ofrep/v1/evaluate/flags"

    private func ask(
        _ api: APIFixture, _ key: String, user: String? = nil
    ) async throws -> APIFixture.Answer {
        let context: JSONObject = ["targetingKey": .string(user)]
        return try await api.send(.post, "\(path)/\(key)", ["context": .object(context)])
    }

    private func variants(_ type: JSONValue, _ value: JSONValue) -> JSONObject {
        [
            "type": type, "variants": .object(["a": value]), "on_variant": "a",
            "default_variant": "a",
        ]
    }

    @Test func `an answer has what every client needs`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let answer = try await ask(api, "f", user: "alice")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(
                answer.body == [
                    "key": "f", "reason": "STATIC", "variant": "on", "value": true,
                    "metadata": .object([
                        "environment": "staging", "flagVersion": 1, "cause": "all",
                    ]),
                ])
        }
    }

    @Test func `reasons are those of OpenFeature`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("none", ["rollout_strategy": "none"])
            try await api.createFlag(
                "share", ["rollout_strategy": "percentage", "rollout_percentage": 100])
            try await api.createFlag(
                "list", ["rollout_strategy": "user_list", "allowed_users": .array(["alice"])])
            try await api.createFlag("off", ["enabled": false])
            try await api.createFlag("killed")
            _ = try await api.send(.post, APIFixture.flags + "/killed/kill", key: "k")
            _ = try await api.send(
                .put, APIFixture.flags + "/off/overrides/bob", ["variant": "on"])
            for (key, user, reason, value) in [
                ("none", "alice", "STATIC", false), ("share", "alice", "SPLIT", true),
                ("share", "", "SPLIT", false), ("list", "alice", "TARGETING_MATCH", true),
                ("list", "bob", "DEFAULT", false), ("off", "alice", "DISABLED", false),
                ("off", "bob", "TARGETING_MATCH", true), ("killed", "alice", "DISABLED", false),
            ] as [(String, String, JSONValue, Bool)] {
                let answer = try await ask(api, key, user: user)
                #expect(answer.body["reason"] == reason, "\(key) \(user)")
                #expect(answer.body["value"] == .bool(value), "\(key) \(user)")
            }
        }
    }

    @Test(arguments: [
        ("number", "1", "1.0"), ("number", "0.25", "0.25"), ("integer", "42", "42"),
        ("string", #""x""#, #""x""#), ("object", #"{"n":1}"#, #"{"n":1}"#),
    ])
    func `values are written as their type has them`(type: String, given: String, sent: String)
        async throws
    {
        try await APIFixture.run { api in
            let value = try JSONParser.parse(Array(given.utf8))
            try await api.createFlag("f", variants(.string(type), value))
            let text = try await api.text(.post, path + "/f", "{}")
            #expect(text.contains("\"value\":\(sent),"), "\(text)")
        }
    }

    @Test func `a flag without an off variant leaves the value to the caller`() async throws {
        try await APIFixture.run { api in
            var fields = variants("string", "x")
            fields["enabled"] = false
            try await api.createFlag("f", fields)
            let answer = try await ask(api, "f")
            #expect(answer.body["value"] == nil)
            #expect(answer.body["variant"] == "")
            #expect(answer.body["reason"] == "DISABLED")
        }
    }

    @Test(
        arguments: [
            ("{}", 200, nil), ("", 200, nil), (#"{"context":null}"#, 200, nil),
            (#"{"context":{"targetingKey":null}}"#, 200, nil),
            ("{", 400, "PARSE_ERROR"), (#"{"context":{"a":1,"a":2}}"#, 400, "PARSE_ERROR"),
            ("[]", 400, "INVALID_CONTEXT"), (#"{"context":[]}"#, 400, "INVALID_CONTEXT"),
            (#"{"context":{"targetingKey":7}}"#, 400, "INVALID_CONTEXT"),
            (String(repeating: " ", count: 2 << 20), 413, "GENERAL"),
        ] as [(String, Int, String?)])
    func `a question that cannot be read is an error in OpenFeature's words`(
        body: String, status: Int, code: String?
    ) async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let answer = try await api.send(.post, path + "/f", raw: Array(body.utf8))
            #expect(answer.status == status)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.body["key"] == "f")
            guard let code else { return }
            #expect(answer.body["errorCode"] == .string(code))
            #expect(answer.body["errorDetails"] != nil)
        }
    }

    @Test(arguments: ["nope", "%E2%84%AA", "a%20b", "F"])
    func `a flag that is not there is not found`(key: String) async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let answer = try await ask(api, key)
            #expect(answer.status == 404)
            #expect(answer.body["errorCode"] == "FLAG_NOT_FOUND")
            #expect(answer.body["key"] != nil)
        }
    }

    @Test func `who may not ask, or asks elsewhere, is told in OpenFeature's words`() async throws {
        let token = try #require(SecretToken("0123456789abcdef"))
        try await APIFixture.run(.staticToken(token)) { api in
            let answer = try await ask(api, "f")
            #expect(answer.status == 401)
            #expect(answer.body["errorCode"] == "GENERAL")
            #expect(answer.body["key"] == "f")
            let elsewhere = try await api.send(.post, "/ofrep/v1/other", [:])
            #expect(elsewhere.status == 404)
            #expect(elsewhere.body["errorCode"] == "GENERAL")
            let method = try await api.send(.get, "/ofrep/v1/evaluate/flags")
            #expect(method.status == 405)
            #expect(method.body["errorDetails"] != nil)
        }
    }

    @Test func `the environment is the prefix, else the header, else production`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("s")
            try await api.createFlag("p", in: "production")
            let plain = "/ofrep/v1/evaluate/flags"
            #expect(try await api.send(.post, plain + "/p", [:]).status == 200)
            #expect(try await api.send(.post, plain + "/s", [:]).status == 404)
            let named = try await api.send(
                .post, plain + "/s", [:], headers: ["X-Shiplog-Environment": "staging"])
            #expect(named.status == 200)
            let odd = try await api.send(
                .post, plain + "/s", [:], headers: ["X-Shiplog-Environment": "a b"])
            #expect(odd.status == 400)
        }
    }

    @Test(arguments: ["", "/"])
    func `all flags come at once, and not again when nothing changed`(ending: String) async throws {
        try await APIFixture.run { api in
            for key in ["b", "a"] { try await api.createFlag(key) }
            let all = path + ending
            let first = try await api.send(.post, all, ["context": .object(["targetingKey": "u"])])
            #expect(first.status == 200)
            #expect(first.objects("flags").map { $0["key"] } == ["a", "b"])
            #expect(first.headers["cache-control"] == "no-cache")
            let tag = try #require(first.headers["etag"])
            for known in [tag, "W/" + tag, "\"x\", \(tag)", "*"] {
                let again = try await api.send(
                    .post, all, ["context": .object(["targetingKey": "u"])],
                    headers: ["If-None-Match": known])
                #expect(again.status == 304)
                #expect(again.headers["etag"] == tag)
            }
            _ = try await api.send(.post, APIFixture.flags + "/a/kill", key: "k")
            let changed = try await api.send(.post, all, [:], headers: ["If-None-Match": tag])
            #expect(changed.status == 200)
            #expect(changed.objects("flags").first?["reason"] == "DISABLED")
        }
    }

    @Test func `one flag that cannot be read spoils nothing`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("good")
            try await api.recordUnreadable("bad", in: "staging")
            // The log moved by another's hand: reading it through the API takes it in.
            _ = try await api.send(.get, APIFixture.flags)
            let all = try await api.send(.post, path, [:]).objects("flags")
            #expect(all.map { $0["errorCode"] } == ["GENERAL", nil])
            let one = try await ask(api, "bad")
            #expect(one.status == 500)
            #expect(one.body["errorCode"] == "GENERAL")
        }
    }

    @Test func `a question is no command: it needs no key`() async throws {
        try await APIFixture.run { api in
            let document = try await api.text(.get, "/openapi.json", nil)
            let start = try #require(
                document.firstRange(of: #""post_ofrep_v1_evaluate_flags_flag""#))
            let end = try #require(document[start.upperBound...].firstRange(of: "requestBody"))
            #expect(!document[start.upperBound..<end.lowerBound].contains("Idempotency-Key"))
        }
    }
}
