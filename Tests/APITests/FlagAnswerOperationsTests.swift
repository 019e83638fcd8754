import Curl
import LedgerCore
import Testing

@Suite struct FlagAnswerOperationsTests {
    private let flag = APIFixture.flags + "/f"

    @Test func `an answer says why, with the bucket and where the log was`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag(
                "f", ["rollout_strategy": "percentage", "rollout_percentage": 76])
            let answer = try await api.evaluate("f", user: "user-1")
            #expect(answer["value"] == true)
            #expect(answer["reason"] == "SPLIT")
            #expect(answer["bucket"] == 75)
            #expect(answer["flag_version"] == 1)
            #expect(answer["position"] == 1)
            guard case .string(let text)? = answer["explanation"] else { return }
            #expect(text.hasPrefix("bucket 75."))
            #expect(text.hasSuffix("is below 76 %"))
            let unknown = try await api.send(.get, flag + "/evaluate")
            #expect(unknown.body["explanation"] == "a percentage takes in nobody who is unknown")
        }
    }

    @Test func `rules see the context`() async throws {
        try await APIFixture.run { api in
            let condition: JSONValue = .object([
                "attribute": "plan", "operator": "in", "values": .array(["pro"]),
            ])
            let rule: JSONObject = ["name": "paying", "when": .array([condition]), "variant": "on"]
            try await api.createFlag(
                "f", ["rollout_strategy": "none", "rules": .array([.object(rule)])])
            let paying = try await api.evaluate(
                "f", user: "u", "&context=%7B%22plan%22:%22pro%22%7D")
            #expect(paying["rule"] == 0)
            #expect(paying["rule_name"] == "paying")
            #expect(try await api.evaluate("f", user: "u")["cause"] == "none")
        }
    }

    @Test func `what somebody got at an earlier moment is still known`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("base")
            try await api.createFlag(
                "f", ["prerequisites": .array([.object(["flag": "base", "variant": "on"])])])
            let shown = try await api.send(.get, flag).body
            guard case .string(let before)? = shown["changed_at"] else { return }
            _ = try await api.send(.post, APIFixture.flags + "/base/kill", key: "k1")
            _ = try await api.send(.post, flag + "/kill", key: "k2")
            #expect(try await api.evaluate("f", user: "u")["cause"] == "killed")
            let past = try await api.evaluate("f", user: "u", "&at=\(before)")
            #expect(past["value"] == true)
            #expect(past["at"] == .string(before))
            let never = try await api.send(
                .get, flag + "/evaluate?user=u&at=2001-01-01T00:00:00Z")
            #expect(never.code == "flag_unknown")
        }
    }

    @Test func `the history says what changed, who did it and through what`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag(
                "f", ["rollout_strategy": "percentage", "rollout_percentage": 1])
            _ = try await api.send(
                .patch, flag, ["rollout_percentage": 5, "reason": "looks well"],
                headers: ["If-Match": "*", "User-Agent": "test (alice)"])
            let history = try await api.send(.get, flag + "/history?limit=1")
            let entry = try #require(history.objects("entries").first)
            #expect(entry["actor"] == "local:administrator")
            #expect(entry["client"] == "test (alice)")
            #expect(entry["reason"] == "looks well")
            #expect(
                entry["changes"]
                    == .array([
                        .object(["field": "rollout_percentage", "before": 1, "after": 5])
                    ]))
            #expect(history.body["next"] == 2)
            let rest = try await api.send(.get, flag + "/history?before=2")
            #expect(rest.objects("entries").map { $0["type"] } == ["flag.created"])
        }
    }

    @Test(arguments: ["?usr=u", "?at=yesterday", "?at=2026-03-01", "?context=1"])
    func `a query that means nothing is refused`(query: String) async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let answer = try await api.send(.get, flag + "/evaluate" + query)
            #expect(answer.code == "invalid_query")
        }
    }
}
