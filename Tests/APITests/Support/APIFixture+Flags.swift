import Curl
import EventLog
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

extension APIFixture {
    /// The body as it came.
    func text(
        _ method: HTTPRequest.Method, _ path: String, _ body: String?
    ) async throws -> String {
        let response = try await client.perform(
            HTTPRequest(
                method, base + path, headers: ["Content-Type": "application/json"],
                body: body.map { Array($0.utf8) }))
        return String(decoding: response.body, as: UTF8.self)
    }

    /// An event of a newer program on a flag's stream.
    func recordUnreadable(_ key: String, in environment: String) async throws {
        let id = ID(high: 0x7000, low: 1)
        let event = NewEvent(id: id, type: "flag.teleported", schema: 1, data: Array("{}".utf8))
        let outcome = try await events.append(
            AppendRequest(
                origin: EventOrigin(commandID: id, actor: "test", correlationID: id),
                requestHash: [],
                parts: [
                    StreamAppend(
                        stream: .flag(key, in: environment), expectedVersion: 0, events: [event])
                ], due: .keep))
        guard case .appended = outcome else { throw EventStoreError(.invalid, "not appended") }
    }
}
