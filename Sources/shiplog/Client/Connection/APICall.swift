import Curl
import FoundationEssentials
import LedgerCore

/// One call of the API, before it knows where the server is.
struct APICall: Sendable {
    let method: HTTPRequest.Method
    /// Absolute, of names that need no encoding, such as `/v1/deployments/…`.
    let path: String
    /// In this order; values are encoded when they are sent.
    var query: [(name: String, value: String)] = []
    var body: JSONObject?
    /// Makes repeats of the call the same command; `nil` for reading.
    var idempotencyKey: String?
    /// Beside those that every call has.
    var headers: [String: String] = [:]
    /// The service that it is about, for advice.
    var service: String?
    /// For the whole answer, above the usual: what the server was asked to wait.
    var extraWait = Duration.zero

    static func get(
        _ path: String, _ query: [(name: String, value: String)] = [], service: String? = nil
    ) -> APICall {
        APICall(method: .get, path: path, query: query, service: service)
    }

    /// - Parameter key: the person's own; a new one when `nil`.
    static func post(
        _ path: String, _ body: JSONObject, key: String?, service: String? = nil
    ) -> APICall {
        APICall(
            method: .post, path: path, body: body, idempotencyKey: key ?? newKey(),
            service: service)
    }

    static func put(_ path: String, _ body: JSONObject, service: String? = nil) -> APICall {
        APICall(
            method: .put, path: path, body: body, idempotencyKey: newKey(), service: service)
    }

    /// - Parameter match: value of `If-Match`.
    static func patch(_ path: String, _ body: JSONObject, match: String) -> APICall {
        APICall(
            method: .patch, path: path, body: body, idempotencyKey: newKey(),
            headers: ["If-Match": match])
    }

    /// - Parameter match: value of `If-Match`, if there is one.
    static func delete(_ path: String, _ body: JSONObject, match: String?) -> APICall {
        APICall(
            method: .delete, path: path, body: body, idempotencyKey: newKey(),
            headers: match.map { ["If-Match": $0] } ?? [:])
    }

    /// A key that no other command has.
    private static func newKey() -> String { UUID().uuidString.lowercased() }

    var target: String {
        let pairs = query.map { "\($0.name)=\($0.value.percentEncoded)" }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}

extension String {
    /// With everything but RFC 3986's unreserved characters encoded.
    var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
