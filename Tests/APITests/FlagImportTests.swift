import Curl
import LedgerCore
import Testing

@Suite struct FlagImportTests {
    private let path = APIFixture.flags + "/import"

    private func send(
        _ api: APIFixture, _ flags: String, key: String = "k"
    ) async throws -> APIFixture.Answer {
        try await api.send(.post, path, raw: Array(#"{"flags":[\#(flags)]}"#.utf8), key: key)
    }

    @Test func `the chapter's file is taken as it is`() async throws {
        try await APIFixture.run { api in
            let answer = try await send(
                api,
                #"{"name":"a","description":"x","enabled":true,"rollout_strategy":"percentage","rollout_percentage":10,"allowed_users":[],"metadata":{}},{"name":"b"}"#
            )
            #expect(answer.body == ["created": 2, "changed": 0, "unchanged": 0])
            let second = try await api.send(.get, APIFixture.flags + "/b")
            #expect(second.body["enabled"] == false)
            #expect(second.body["rollout_strategy"] == "none")
        }
    }

    @Test func `what is there is changed, and what is the same is left alone`() async throws {
        try await APIFixture.run { api in
            let flag = #"{"key":"f","enabled":true,"rollout_strategy":"all"}"#
            _ = try await send(api, flag, key: "k1")
            let again = try await send(api, flag, key: "k2")
            #expect(again.body == ["created": 0, "changed": 0, "unchanged": 1])
            _ = try await api.send(.post, APIFixture.flags + "/f/kill", key: "k3")
            let changed = try await send(
                api, #"{"key":"f","enabled":false},{"key":"g"}"#, key: "k4")
            #expect(changed.body == ["created": 1, "changed": 1, "unchanged": 0])
            let repeated = try await send(
                api, #"{"key":"f","enabled":false},{"key":"g"}"#, key: "k4")
            #expect(repeated.headers["idempotency-replayed"] == "true")
            let shown = try await api.send(.get, APIFixture.flags + "/f")
            #expect(shown.body["killed"] == true)
            #expect(shown.body["version"] == 3)
        }
    }

    @Test func `they may rest on one another, in any order`() async throws {
        try await APIFixture.run { api in
            let wanting = #""prerequisites":[{"flag":"b","variant":"on"}]"#
            let answer = try await send(api, #"{"key":"a",\#(wanting)},{"key":"b"}"#)
            #expect(answer.status == 200, "\(answer.body)")
            let circle = try await send(
                api, #"{"key":"b","prerequisites":[{"flag":"a","variant":"on"}]}"#, key: "k2")
            #expect(circle.pointers == ["/flags/0/prerequisites"])
        }
    }

    @Test func `one that is wrong refuses all, and all that is wrong is named`() async throws {
        try await APIFixture.run { api in
            let answer = try await send(
                api,
                #"{"key":"good"},{"key":"a b","enabled":"no"},{"key":"good","rollout_strategy":"x"},7"#
            )
            #expect(answer.status == 422)
            #expect(
                Set(answer.pointers) == [
                    "/flags", "/flags/1/key", "/flags/1/enabled", "/flags/2/rollout_strategy",
                    "/flags/2/key",
                ])
            let rules = try await send(
                api,
                #"{"key":"good"},{"key":"x","prerequisites":[{"flag":"nope","variant":"on"}]}"#,
                key: "k2")
            #expect(rules.pointers == ["/flags/1/prerequisites/0/flag"])
            #expect(try await api.send(.get, "/v1/events").objects("events").isEmpty)
        }
    }
}
