import EventLog
import Hummingbird
import LedgerCore
import Logging
import Views

extension HTTPAdapter {
    /// Whatever went wrong as a problem document; what a client cannot help is logged.
    ///
    /// - Parameter path: the request's; clients of OpenFeature are answered in their own way.
    func problem(_ error: any Error, _ context: APIContext, path: String) -> APIResponse {
        let problem = Self.problem(error)
        if problem.status >= 500 {
            dependencies.logger.warning(
                "A request failed",
                metadata: ["request": "\(context.requestID)", "error": "\(error)"])
        }
        if OFREPFailure.isSpoken(at: path) { return OFREPFailure.answer(problem, at: path) }
        return APIResponse(
            problem.status, problem.document(request: context.requestID), headers: problem.headers,
            contentType: "application/problem+json")
    }

    private static func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let refusal as Refusal: Problem(refusal)
        case let error as EventStoreError:
            switch error.code {
            case .busy: .unavailable("the log is busy; try again")
            case .unavailable: .unavailable("the log cannot be reached")
            case .invalid: Problem(422, "invalid_data", "the log refused the data")
            }
        case is ViewStoreError: .unavailable("the views cannot be reached")
        default: Problem(500, "internal_error", "the server failed; its log says why")
        }
    }

    /// Whatever a key is refused is on record, whoever refused it.
    func note(
        _ answer: APIResponse, _ principal: Principal, _ request: Request, _ operation: Operation
    ) async {
        guard principal.key != nil, let now = dependencies.flags.now else { return }
        let problem = try? JSONParser.parse(answer.body)
        guard case .object(let document)? = problem else { return }
        var code = "forbidden"
        if case .string(let text)? = document["code"] ?? document["errorCode"] { code = text }
        await dependencies.accessJournal.recordRefusal(
            of: principal, "\(operation.method) \(operation.path)", code: code,
            client: request.headers[.userAgent].map { String($0.prefix(200)) }, at: now)
    }

    /// No operation has this path, or none with this method.
    func unmatched(_ request: Request, _ context: APIContext) -> Response {
        let known = operations.filter { $0.matches(path: request.uri.path) }
        let problem: Problem
        if known.isEmpty {
            problem = .notFound("path_unknown", "nothing is here; see /openapi.json")
        } else {
            let methods = Set(known.map(\.method)).sorted().joined(separator: ", ")
            problem = Problem(
                405, "method_not_allowed", "allowed here: \(methods)", headers: ["Allow": methods])
        }
        return respond(self.problem(problem, context, path: request.uri.path), context)
    }
}

/// Turns the router's own "not found" into a problem document.
struct UnmatchedMiddleware: RouterMiddleware {
    let adapter: HTTPAdapter

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return adapter.unmatched(request, context)
        } catch {
            return adapter.respond(
                adapter.problem(error, context, path: request.uri.path), context)
        }
    }
}
