package import LedgerCore

/// An answer that is no success: RFC 9457, with a stable `code` for programs.
package struct Problem: Error, Sendable, Equatable {
    package let status: Int
    /// Stable; clients branch on it.
    package let code: String
    /// For people: what is wrong, and what to do.
    package let detail: String
    package var errors: [FieldProblem]
    /// Further members, such as `deployment`.
    package var members: JSONObject
    package var headers: [String: String]

    package init(
        _ status: Int, _ code: String, _ detail: String, errors: [FieldProblem] = [],
        members: JSONObject = JSONObject(), headers: [String: String] = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.members = members
        self.headers = headers
    }

    /// - Parameter request: the request's id, for whoever looks it up in the logs.
    package func document(request: String) -> JSONObject {
        var json: JSONObject = [
            "type": .string("https://shiplog.dev/problems/\(code)"), "title": .string(title),
            "status": .integer(status), "code": .string(code), "detail": .string(detail),
            "instance": .string(request),
        ]
        if !errors.isEmpty {
            json["errors"] = .array(
                errors.map { error in
                    .object(["pointer": .string(error.pointer), "detail": .string(error.detail)])
                })
        }
        for member in members.members { json[member.name] = member.value }
        return json
    }

    private var title: String {
        code.split(separator: "_").joined(separator: " ")
    }
}

extension Problem {
    static func invalidBody(_ problems: [FieldProblem]) -> Problem {
        let first = problems.first.map {
            "\($0.pointer.isEmpty ? "the body" : $0.pointer) \($0.detail)"
        }
        return Problem(422, "invalid_field", first ?? "the body is not valid", errors: problems)
    }

    static func unavailable(_ detail: String) -> Problem {
        Problem(503, "unavailable", detail, headers: ["Retry-After": "1"])
    }

    static func notFound(_ code: String, _ detail: String) -> Problem { Problem(404, code, detail) }
}

extension Problem {
    /// What a refusal of the rules is to an HTTP client.
    init(_ refusal: Refusal) {
        let status =
            switch refusal.code {
            case .serviceUnknown, .deploymentUnknown: 404
            case .authorMayNotApprove: 403
            default: 409
            }
        self.init(
            status, refusal.code.rawValue, refusal.detail,
            members: ["deployment": JSONValue.id(refusal.deployment)])
    }
}
