import Curl
import LedgerCore
import Testing

/// A caller of a scenario's API.
struct Caller: Sendable {
    let client: CurlClient
    let port: Int

    /// - Parameter key: the same for the same wish; a repeat is told the first answer.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONObject, key: String
    ) async throws -> HTTPResponse {
        try await client.perform(
            HTTPRequest(
                method, url(path),
                headers: ["Content-Type": "application/json", "Idempotency-Key": key],
                body: body.bytes, timeout: .seconds(60)))
    }

    /// Sends a command that must be accepted.
    func order(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONObject, key: String
    ) async throws -> JSONObject {
        let answer = try await send(method, path, body, key: key)
        let text = String(decoding: answer.body, as: UTF8.self)
        try #require((200...202).contains(answer.status), "\(method) \(path): \(text)")
        guard case .object(let object) = try JSONParser.parse(answer.body) else { return [:] }
        return object
    }

    /// Empty when the API has no such thing, or cannot answer now.
    func read(_ path: String) async -> JSONObject {
        let request = HTTPRequest(.get, url(path), timeout: .seconds(10))
        guard let answer = try? await client.perform(request),
            case .object(let object)? = try? JSONParser.parse(answer.body)
        else { return [:] }
        return object
    }

    /// Whether the API takes commands.
    func isReady() async -> Bool {
        let request = HTTPRequest(.get, url("/health/ready"), timeout: .seconds(5))
        return (try? await client.perform(request))?.status == 200
    }

    private func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
}
