/// What to ask of an HTTP server.
package struct HTTPRequest: Sendable, Equatable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    /// `http` or `https`; everything outside ASCII and RFC 3986 already percent-encoded.
    package var url: String
    /// A control character in a name or a value is ``CurlError/Code/malformedRequest``.
    package var headers: [String: String]
    /// `nil` sends none, and no `Content-Length`.
    package var body: [UInt8]?
    /// From the start of name resolution to the last byte of the answer; at least 1 ms.
    package var timeout: Duration

    package init(
        _ method: Method, _ url: String, headers: [String: String] = [:], body: [UInt8]? = nil,
        timeout: Duration = .seconds(10)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
