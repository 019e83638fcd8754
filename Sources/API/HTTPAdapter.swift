import HTTPTypes
import Hummingbird
import LedgerCore
import Logging

/// Between Hummingbird and the operations: bounds, parsing, authentication, problems, counting.
struct HTTPAdapter: Sendable {
    let dependencies: APIDependencies
    let authentication: Authentication
    let rates: KeyRates
    let operations: [Operation]

    static let maximumBodyBytes = 1 << 20
    static let maximumURIBytes = 8192

    /// Registers every operation; a path without one is answered by ``unmatched(_:_:)``.
    func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.addMiddleware { UnmatchedMiddleware(adapter: self) }
        for operation in operations {
            guard let method = HTTPRequest.Method(operation.method) else { continue }
            router.on(RouterPath(operation.path), method: method) { request, context in
                await respond(to: request, context, by: operation)
            }
        }
        return router
    }

    private func respond(
        to request: Request, _ context: APIContext, by operation: Operation
    ) async -> Response {
        let started = ContinuousClock.now
        var principal = Principal.anonymous
        var answer: APIResponse
        do {
            principal = try await admit(request, operation)
            answer = try await operation.handle(parse(request, context, operation, principal))
        } catch {
            answer = problem(error, context, path: request.uri.path)
        }
        if answer.status == 403 { await note(answer, principal, request, operation) }
        dependencies.counters.note(
            method: operation.method, route: operation.path, status: answer.status,
            took: ContinuousClock.now - started)
        guard let stream = answer.stream else { return respond(answer, context) }
        let writing = StreamWriting(
            stream: stream, request: request, patience: dependencies.pace.patience, cut: context.cut
        )
        var response = respond(answer, context)
        response.body = ResponseBody { try await writing.write(to: &$0) }
        return response
    }

    func respond(_ answer: APIResponse, _ context: APIContext) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        headers[.cacheControl] = "no-store"
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        headers[Self.requestID] = context.requestID
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    private func parse(
        _ request: Request, _ context: APIContext, _ operation: Operation, _ principal: Principal
    ) async throws -> APIRequest {
        let parameters = try parameters(context, operation)
        try operation.check(principal, parameters)
        guard request.uri.string.utf8.count <= Self.maximumURIBytes else {
            throw Problem(414, "uri_too_long", "at most \(Self.maximumURIBytes) bytes")
        }
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        return APIRequest(
            method: operation.method, path: request.uri.path,
            parameters: parameters, query: try query(request),
            headers: headers,
            body: operation.requestSchema == nil ? nil : try await body(of: request),
            principal: principal, id: context.requestID)
    }

    private func admit(
        _ request: Request, _ operation: Operation
    ) async throws -> Principal {
        guard operation.access != .open else { return .anonymous }
        return try await Gate(
            dependencies: dependencies, authentication: authentication, rates: rates
        ).admit(
            authorization: request.headers[.authorization], host: request.head.authority)
    }

    private func parameters(
        _ context: APIContext, _ operation: Operation
    ) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for part in operation.path.split(separator: "/") where part.hasPrefix("{") {
            let name = part.dropFirst().dropLast()
            guard let raw = context.parameters.get(String(name)) else { continue }
            guard let value = raw.percentDecoded else {
                throw Problem(400, "invalid_path", "\(name) is not percent-encoded UTF-8")
            }
            values[String(name)] = value
        }
        return values
    }

    private func query(_ request: Request) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            guard values.updateValue(String(value), forKey: String(name)) == nil else {
                throw Problem(400, "invalid_query", "\(name.prefix(64)) is given twice")
            }
        }
        return values
    }

    private func body(of request: Request) async throws -> JSONObject? {
        let collected: ByteBuffer
        do {
            collected = try await request.body.collect(upTo: Self.maximumBodyBytes)
        } catch {
            throw Problem(413, "body_too_large", "at most \(Self.maximumBodyBytes) bytes")
        }
        guard collected.readableBytes > 0 else { return nil }
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/json") else {
            throw Problem(415, "unsupported_media_type", "send application/json")
        }
        do {
            let value = try JSONParser.parse(Array(collected.readableBytesView))
            guard case .object(let object) = value else {
                throw Problem(400, "body_not_an_object", "send a JSON object, not \(value.kind)")
            }
            return object
        } catch let error as JSONError {
            throw Problem(400, error.code.rawValue, error.description)
        }
    }

    private static let requestID = HTTPField.Name("X-Request-Id") ?? .expect
}
