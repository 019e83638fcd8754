import LedgerCore

/// What the server answered.
struct APIAnswer: Sendable {
    let status: Int
    let headers: [String: String]
    /// As it came.
    let body: [UInt8]
    /// The body's object; `nil` when it is none.
    let object: JSONObject?

    init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
        // Whoever needs an object refuses an answer without one.
        if case .object(let object)? = try? JSONParser.parse(body) {
            self.object = object
        } else {
            self.object = nil
        }
    }

    var isSuccess: Bool { (200...299).contains(status) }

    /// The command was taken before, and this is the answer that it got then.
    var isReplayed: Bool { headers["idempotency-replayed"] == "true" }

    /// How long the server asks to be left alone; at most 5 s are granted.
    var retryAfter: Duration? {
        headers["retry-after"].flatMap { Int($0) }.map { .seconds(min(max($0, 0), 5)) }
    }
}
