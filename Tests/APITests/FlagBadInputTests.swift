import Curl
import LedgerCore
import Testing

/// What is refused names every problem's place, and changes nothing.
@Suite struct FlagBadInputTests {
    @Test(arguments: [
        (#"{"key":"f","enabled":true,"rollout_strategy":"canary"}"#, ["/rollout_strategy"]),
        (#"{"key":"f","enabled":"false","rollout_strategy":"all"}"#, ["/enabled"]),
        (
            #"{"key":"f","enabled":true,"rollout_strategy":"percentage","rollout_percentage":"50"}"#,
            ["/rollout_percentage"]
        ),
        (
            #"{"key":"f","enabled":true,"rollout_strategy":"percentage","rollout_percentage":101}"#,
            ["/rollout_percentage"]
        ),
        (
            #"{"key":"f","enabled":true,"rollout_strategy":"user_list","allowed_users":"a,b"}"#,
            ["/allowed_users"]
        ),
        (
            #"{"key":"f","enabled":true,"rollout_strategy":"gradual","metadata":{"rollout_start":"2026-03-02","rollout_end":"2026-03-01"}}"#,
            ["/metadata/rollout_end"]
        ),
        (
            #"{"key":"a/b","enabled":0,"rollout_strategy":"x","rollout_percentage":null,"extra":1}"#,
            ["/rollout_strategy", "/key", "/enabled", "/extra"]
        ),
        (
            #"{"key":"f","enabled":true,"rollout_strategy":"all","prerequisites":[{"flag":"x","variant":"on"}]}"#,
            ["/prerequisites/0/flag"]
        ),
    ])
    func `a field that is wrong is named by its pointer`(body: String, pointers: [String])
        async throws
    {
        try await APIFixture.run { api in
            let answer = try await api.send(
                .post, APIFixture.flags, raw: Array(body.utf8), key: "k")
            #expect(answer.status == 422, "\(answer.body)")
            #expect(answer.pointers == pointers)
            #expect(try await api.send(.get, "/v1/events").objects("events").isEmpty)
        }
    }

    @Test(arguments: [
        (#"{"key":"f","key":"g"}"#, 400, "duplicate_member"),
        (#"{"key":"f\u0000"}"#, 400, "invalid_text"),
        ("[]", 400, "body_not_an_object"),
        (String(repeating: " ", count: 2 << 20), 413, "body_too_large"),
    ])
    func `a body that cannot be read is refused whole`(body: String, status: Int, code: String)
        async throws
    {
        try await APIFixture.run { api in
            let answer = try await api.send(
                .post, APIFixture.flags, raw: Array(body.utf8), key: "k")
            #expect(answer.status == status)
            #expect(answer.code == code)
        }
    }

    @Test(arguments: ["%C3%BC", "a%20b", "%E2%84%AA", String(repeating: "a", count: 129)])
    func `a key that no flag has is no path`(key: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.get, APIFixture.flags + "/" + key)
            #expect(answer.code == "invalid_path")
        }
    }
}
