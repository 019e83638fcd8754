/// One endpoint: what it is, for the router, the OpenAPI document and the reader, and what it does.
package struct Operation: Sendable {
    package let method: String
    /// With named parts in braces, such as `/v1/deployments/{deployment}`.
    package let path: String
    package let summary: String
    package let access: Access
    /// Names of the query's parameters, with what each is.
    package let query: [(name: String, summary: String)]
    /// The body that it takes, as a JSON Schema; `nil` when it takes none.
    package let requestSchema: String?
    /// Changes something, so that a POST needs an `Idempotency-Key`.
    package let isCommand: Bool
    /// Status of success.
    package let success: Int
    /// Media type of a success' body.
    package let produces: String
    package let handle: @Sendable (APIRequest) async throws -> APIResponse

    package init(
        _ method: String, _ path: String, _ summary: String, access: Access,
        query: [(name: String, summary: String)] = [], requestSchema: String? = nil,
        isCommand: Bool = true, success: Int = 200, produces: String = "application/json",
        handle: @escaping @Sendable (APIRequest) async throws -> APIResponse
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.access = access
        self.query = query
        self.requestSchema = requestSchema
        self.isCommand = isCommand
        self.success = success
        self.produces = produces
        self.handle = handle
    }

    /// The parts of the path; a named one is `nil`.
    var segments: [String?] {
        path.split(separator: "/").map { $0.hasPrefix("{") ? nil : String($0) }
    }

    /// Whether a concrete path is one of this operation's, whatever the method.
    func matches(path concrete: String) -> Bool {
        let parts = concrete.split(separator: "/")
        let segments = segments
        return parts.count == segments.count
            && zip(parts, segments).allSatisfy { part, segment in segment.map { $0 == part } ?? true
            }
    }
}
