package import LedgerCore

package struct APIResponse: Sendable, Equatable {
    package let status: Int
    package let body: [UInt8]
    package let contentType: String
    package var headers: [String: String]

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
    }
}
