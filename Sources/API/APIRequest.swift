package import LedgerCore

/// A request as the handlers see it: authenticated, parsed and bounded.
package struct APIRequest: Sendable {
    package let method: String
    package let path: String
    /// The path's named parts, percent-decoded.
    package let parameters: [String: String]
    package let query: [String: String]
    /// By lower-case name.
    package let headers: [String: String]
    /// The body's object; `nil` when there was no body.
    package let body: JSONObject?
    package let principal: Principal
    /// Unique per request; in the answer's `X-Request-Id` and in the logs.
    package let id: String

    package init(
        method: String, path: String, parameters: [String: String] = [:],
        query: [String: String] = [:], headers: [String: String] = [:], body: JSONObject? = nil,
        principal: Principal, id: String
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
        self.principal = principal
        self.id = id
    }

    /// What the caller says of itself, after the key that was shown, for which we vouch.
    var client: String? {
        let name = headers["user-agent"].map { String($0.prefix(200)) }
        guard let key = principal.key else { return name }
        return "[\(key)]" + (name.map { " \($0)" } ?? "")
    }

    /// A named part of the path that must be a name.
    func name(_ parameter: String) throws(Problem) -> String {
        let text = parameters[parameter] ?? ""
        guard FieldReader.isName(text) else {
            throw Problem(400, "invalid_path", "\(parameter) \(FieldReader.nameRule)")
        }
        return text
    }

    /// A named part of the path that must be a UUID.
    func id(_ parameter: String) throws(Problem) -> ID {
        guard let id = parameters[parameter].flatMap({ ID($0) }) else {
            throw Problem(400, "invalid_path", "\(parameter) must be a UUID")
        }
        return id
    }

    /// The stream of the service that the path names.
    func serviceStream() throws(Problem) -> StreamName {
        .service(try name("service"), in: try name("environment"))
    }

    /// A whole number in the query; `standIn` when absent.
    func integer(
        _ name: String, in range: ClosedRange<Int>, or standIn: Int
    ) throws(Problem) -> Int {
        guard let text = query[name] else { return standIn }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(
                400, "invalid_query",
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Refuses names in the query that the operation does not know: a typo must not filter nothing.
    func allowQuery(_ names: String...) throws(Problem) {
        for name in query.keys.sorted() where !names.contains(name) {
            throw Problem(
                400, "invalid_query",
                "\(name.prefix(64)) is not known here; known: \(names.joined(separator: ", "))")
        }
    }

    /// Reads the body by a function that notes problems; none may be left.
    func decode<Value>(_ read: (FieldReader) -> Value) throws(Problem) -> Value {
        guard let body else { throw Problem(400, "body_required", "send a JSON object") }
        let reader = FieldReader(body)
        let value = read(reader)
        reader.refuseUnknownFields()
        guard reader.problems.isEmpty else { throw Problem.invalidBody(reader.problems) }
        return value
    }
}
