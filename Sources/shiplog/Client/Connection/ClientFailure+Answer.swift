import ArgumentParser
import Curl
import LedgerCore

extension ClientFailure {
    /// What an answer other than 2xx means to the caller.
    init(_ answer: APIAnswer, to call: APICall, at server: ServerAddress) {
        guard let problem = answer.object, let detail = problem.text("detail") else {
            self.init(
                Self.exitCode(status: answer.status, code: ""),
                "the server answered \(answer.status) without saying why",
                advice: "make sure that \(server.text) is a shiplog server",
                isTransient: Self.isTransient(answer.status))
            return
        }
        let code = problem.text("code") ?? ""
        self.init(
            Self.exitCode(status: answer.status, code: code), detail,
            details: problem.objects("errors").map { error in
                let pointer = error.text("pointer") ?? ""
                return "\(pointer.isEmpty ? "/" : pointer) \(error.text("detail") ?? "")"
            },
            advice: ProblemAdvice.text(
                code: code, deployment: problem.text("deployment"), service: call.service),
            isTransient: Self.isTransient(answer.status))
    }

    /// No answer came.
    init(_ error: CurlError, at server: ServerAddress) {
        let isLasting: Bool
        switch error.code {
        case .notAllowed, .cannotSecure, .malformedRequest, .cancelled, .closed: isLasting = true
        case .cannotResolve, .cannotConnect, .timedOut, .connectionLost, .tooLarge, .other:
            isLasting = false
        }
        self.init(
            .unreachable, "no answer from \(server.text): \(error.detail)",
            advice: "start a server by shiplog dev, or name another by --server or SHIPLOG_SERVER",
            isTransient: !isLasting)
    }

    /// The server, or one before it, is only away for the moment.
    private static func isTransient(_ status: Int) -> Bool { (502...504).contains(status) }

    private static func exitCode(status: Int, code: String) -> ExitCode {
        switch status {
        case _ where code == "idempotency_key_reused": .conflict
        case 400, 422: .validationFailure
        case 401, 403: .notAllowed
        case 404: .notFound
        case 409, 412, 429: .conflict
        case 502...504: .unreachable
        default: .failure
        }
    }
}
