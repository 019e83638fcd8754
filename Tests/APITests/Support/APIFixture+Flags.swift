import Curl
import LedgerCore
import Testing

extension APIFixture {
    /// Of an environment that does not ask why.
    static let flags = "/v1/environments/staging/flags"

    /// Creates a flag with these fields, on for everybody unless they say otherwise.
    func createFlag(
        _ key: String = "f", in environment: String = "staging", _ fields: JSONObject = [:]
    ) async throws {
        var body: JSONObject = [
            "key": .string(key), "enabled": true, "rollout_strategy": "all", "reason": "because",
        ]
        for member in fields.members { body[member.name] = member.value }
        let answer = try await send(
            .post, "/v1/environments/\(environment)/flags", body, key: "create-\(key)")
        try #require(answer.status == 201, "\(answer.body)")
    }

    func evaluate(_ key: String, user: String, _ query: String = "") async throws -> JSONObject {
        try await send(.get, "\(Self.flags)/\(key)/evaluate?user=\(user)\(query)").body
    }
}

extension APIFixture.Answer {
    var pointers: [String] {
        objects("errors").compactMap {
            if case .string(let text)? = $0["pointer"] { text } else { nil }
        }
    }
}
