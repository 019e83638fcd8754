import LedgerCore

/// Problems as OFREP has them, on every status: some clients read the body before the status.
enum OFREPFailure {
    /// Whether whoever asks at this path speaks OFREP.
    static func isSpoken(at path: String) -> Bool { path.contains("/ofrep/v1/") }

    static func invalidContext(_ detail: String) -> Problem {
        Problem(400, "invalid_context", detail)
    }

    static func unreadable(_ key: String) -> JSONObject {
        [
            "key": .string(key), "errorCode": "GENERAL",
            "errorDetails": "this server cannot read the flag's events",
        ]
    }

    static func answer(_ problem: Problem, at path: String) -> APIResponse {
        APIResponse(
            problem.status,
            [
                "key": .string(key(of: path)), "errorCode": .string(code(problem)),
                "errorDetails": .string(problem.detail),
            ], headers: problem.headers)
    }

    private static func code(_ problem: Problem) -> String {
        switch problem.code {
        case "flag_unknown": "FLAG_NOT_FOUND"
        case "invalid_context", "body_not_an_object": "INVALID_CONTEXT"
        case _ where JSONError.Code(rawValue: problem.code) != nil: "PARSE_ERROR"
        default: "GENERAL"
        }
    }

    /// `nil` at a path that names no flag.
    private static func key(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard parts.count >= 2, parts[parts.count - 2] == "flags" else { return nil }
        return String(parts[parts.count - 1]).percentDecoded
    }
}
