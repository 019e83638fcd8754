import LedgerCore

/// A flag of an environment, as a path names it.
struct FlagPlace: Sendable, Equatable {
    let environment: String
    let key: String

    var stream: StreamName { .flag(key, in: environment) }
    var path: String { "/v1/environments/\(environment)/flags/\(key)" }

    init(environment: String, key: String) {
        self.environment = environment
        self.key = key
    }

    init(_ request: APIRequest) throws(Problem) {
        environment = try request.name("environment")
        key = request.parameters["flag"] ?? ""
        guard FlagDefinition.isKey(key) else {
            throw Problem(400, "invalid_path", "flag \(FlagDefinition.keyRule)")
        }
    }

    /// Where people are watched more closely: every change says why.
    static let production = "production"
}

extension APIRequest {
    /// What the body says why; the environment may ask for it.
    func reason(
        _ fields: FieldReader, in environment: String
    ) -> String? {
        let reason = fields.optionalString("reason", length: 1...1000)
        if reason == nil, environment == FlagPlace.production, fields.value("reason") == nil {
            fields.note("is required in \(FlagPlace.production)", at: "reason")
        }
        return reason
    }

    /// Reads a body that says why and nothing else; it may be absent where that need not be said.
    func reasonOnly(in environment: String) throws(Problem) -> String? {
        let request = APIRequest(
            method: method, path: path, headers: headers, body: body ?? [:], principal: principal,
            id: id)
        return try request.decode { reason($0, in: environment) }
    }

    /// The version that `If-Match` names; `nil` for `*`, any that is there.
    ///
    /// - Throws: 428 without the header.
    func expectedVersion() throws(Problem) -> Int64? {
        guard let header = headers["if-match"] else {
            throw Problem(
                428, "precondition_required",
                "send If-Match with the ETag of what you saw, or * for whatever is there")
        }
        return try version(header)
    }

    /// The same where the header may be absent.
    func optionalExpectedVersion() throws(Problem) -> Int64? {
        try headers["if-match"].flatMap { header throws(Problem) in try version(header) }
    }

    private func version(_ header: String) throws(Problem) -> Int64? {
        if header == "*" { return nil }
        let text =
            header.hasPrefix("\"") && header.hasSuffix("\"") ? header.dropFirst().dropLast() : ""
        guard let version = Int64(text), version >= 0 else {
            throw Problem(
                400, "invalid_header", "If-Match must be * or one ETag, such as \"7\"")
        }
        return version
    }
}

extension Problem {
    /// What a refusal of the rules is to an HTTP client.
    init(_ refusal: FlagRefusal) {
        let status =
            switch refusal.code {
            case .flagUnknown, .overrideUnknown: 404
            case .flagChanged: 412
            case .typeChanged, .variantUnknown, .overrideExpired, .prerequisiteUnknown,
                .prerequisiteCycle:
                422
            case .flagExists, .flagInUse, .variantInUse, .alreadyKilled, .notKilled,
                .tooManyOverrides:
                409
            }
        self.init(
            status, refusal.code.rawValue, refusal.detail,
            errors: refusal.pointer.map {
                [FieldProblem(pointer: $0, detail: refusal.detail)]
            } ?? [])
    }
}
