package import LedgerCore

package struct APIResponse: Sendable, Equatable {
    package let status: Int
    package let body: [UInt8]
    package let contentType: String
    package var headers: [String: String]
    /// Written after the body, while it comes to be.
    package let stream: (any BodyStream)?

    package init(
        _ status: Int, _ body: JSONObject, headers: [String: String] = [:],
        contentType: String = "application/json"
    ) {
        self.init(status, bytes: body.bytes, contentType: contentType, headers: headers)
    }

    package init(
        _ status: Int, bytes: [UInt8], contentType: String, headers: [String: String] = [:]
    ) {
        self.status = status
        self.body = bytes
        self.contentType = contentType
        self.headers = headers
        self.stream = nil
    }

    package init(_ status: Int, stream: any BodyStream, contentType: String) {
        self.status = status
        self.body = []
        self.contentType = contentType
        self.headers = ["X-Accel-Buffering": "no"]
        self.stream = stream
    }

    package static func == (left: APIResponse, right: APIResponse) -> Bool {
        left.status == right.status && left.body == right.body
            && left.contentType == right.contentType && left.headers == right.headers
            && left.stream === right.stream
    }
}
