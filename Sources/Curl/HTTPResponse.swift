/// What an HTTP server answered; redirects are not followed, so 3xx is an answer too.
package struct HTTPResponse: Sendable, Equatable {
    /// 200...599.
    package let status: Int
    /// By lower-case name; values of a repeated name are joined by `, `.
    package let headers: [String: String]
    /// As it came, no content coding undone.
    package let body: [UInt8]
    /// How many connections were opened for it: 0 when a kept one served.
    package let openedConnections: Int

    package init(
        status: Int, headers: [String: String] = [:], body: [UInt8] = [],
        openedConnections: Int = 0
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.openedConnections = openedConnections
    }

    package var isSuccess: Bool { (200...299).contains(status) }
}
