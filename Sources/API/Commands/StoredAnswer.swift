import LedgerCore

/// The first answer to a command, as it is kept beside the log to be given again.
struct StoredAnswer: Sendable, Equatable {
    let response: APIResponse

    init(_ response: APIResponse) { self.response = response }

    /// `nil` when the bytes are not an answer.
    init?(_ bytes: [UInt8]) {
        guard case .object(let object)? = try? JSONParser.parse(bytes) else { return nil }
        let fields = FieldReader(object)
        guard let body = fields.optionalObject("body") else { return nil }
        var headers: [String: String] = [:]
        if let location = fields.optionalString("location") { headers["Location"] = location }
        if let tag = fields.optionalString("etag") { headers["ETag"] = tag }
        let status = fields.integer("status", in: 100...599)
        let contentType = fields.string("content_type")
        guard fields.problems.isEmpty else { return nil }
        response = APIResponse(
            status, body.document, headers: headers, contentType: contentType)
    }

    var bytes: [UInt8] {
        let body = try? JSONParser.parse(response.body)
        let stored: JSONObject = [
            "status": .integer(response.status), "content_type": .string(response.contentType),
            "location": .string(response.headers["Location"]),
            "etag": .string(response.headers["ETag"]), "body": body ?? .object([:]),
        ]
        return stored.bytes
    }
}
