import Curl
import EventLog
import LedgerCore
import Testing

extension APIFixture {
    /// A key as its holder has it.
    struct Key: Sendable {
        let id: String
        let secret: String
        var header: [String: String] { ["Authorization": "Bearer \(secret)"] }
    }

    func createKey(
        _ name: String, _ roles: [Role], owner: String? = nil, environments: [String]? = nil,
        services: [String]? = nil
    ) async throws -> Key {
        let answer = try await send(
            .post, "/v1/keys",
            [
                "name": .string(name), "owner": .string(owner),
                "roles": .strings(roles.map(\.rawValue)),
                "environments": environments.map { .strings($0) },
                "services": services.map { .strings($0) },
            ], key: "create-\(name)")
        try #require(answer.status == 201, "\(answer.body)")
        return Key(
            id: try answer.text("id"), secret: try answer.text("secret"))
    }

    /// The events of a stream, as the log has them.
    func recorded(on stream: StreamName) async throws -> [RecordedEvent] {
        await events.read(after: 0, limit: 10_000).filter { $0.stream == stream }
    }
}

extension APIFixture.Answer {
    func text(_ name: String) throws -> String {
        guard case .string(let text)? = body[name] else {
            throw Missing(name: name, body: body)
        }
        return text
    }

    struct Missing: Error {
        let name: String
        let body: JSONObject
    }
}
