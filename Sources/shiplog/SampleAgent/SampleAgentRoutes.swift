import HTTPTypes
import Hummingbird
import LedgerCore

/// The sample agent over HTTP.
struct SampleAgentRoutes: Sendable {
    let agent: SampleAgent

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.get("/") { _, _ in try await work() }
        router.get("/health") { _, _ in health() }
        router.post("/deploy") { request, _ in try await deploy(request) }
        router.get("/metrics") { _, _ in
            answer(200, agent.metrics, type: "text/plain; version=0.0.4")
        }
        return router
    }

    private func work() async throws -> Response {
        var random = SystemRandomNumberGenerator()
        let turn = agent.turn(&random)
        let start = ContinuousClock.now
        try await Task.sleep(for: turn.latency)
        agent.note(turn, took: ContinuousClock.now - start)
        let problem: JSONObject = ["version": .string(turn.version), "error": "it went wrong"]
        let document: JSONObject = turn.code == 200 ? ["version": .string(turn.version)] : problem
        return answer(turn.code, document.line, version: turn.version)
    }

    private func health() -> Response {
        let (version, isHealthy) = agent.health
        let document: JSONObject = [
            "status": isHealthy ? "healthy" : "starting", "version": .string(version),
        ]
        return answer(isHealthy ? 200 : 503, document.line, version: version)
    }

    private func deploy(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 16)
        guard case .object(let object)? = try? JSONParser.parse(Array(body.readableBytesView))
        else {
            return refusal(400, "not_an_object", "send {\"version\": \"…\"}")
        }
        let fields = FieldReader(object)
        let version = fields.version("version")
        if let problem = fields.problems.first {
            return refusal(422, "invalid_field", "\(problem.pointer) \(problem.detail)")
        }
        let token = Self.fencingToken.flatMap { request.headers[$0] }.flatMap { Int($0) }
        guard agent.deploy(version, token: token) else {
            return refusal(409, "stale_token", "a higher fencing token was seen")
        }
        let accepted: JSONObject = ["version": .string(version)]
        return answer(202, accepted.line)
    }

    private static let fencingToken = HTTPField.Name("X-Fencing-Token")

    private func refusal(_ status: Int, _ code: String, _ detail: String) -> Response {
        let document: JSONObject = ["code": .string(code), "detail": .string(detail)]
        return answer(status, document.line)
    }

    private func answer(
        _ status: Int, _ text: String, type: String = "application/json", version: String? = nil
    ) -> Response {
        var headers: HTTPFields = [.contentType: type]
        if let version, let name = HTTPField.Name("X-Version") { headers[name] = version }
        return Response(
            status: .init(code: status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
