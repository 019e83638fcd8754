import Crypto
import FoundationEssentials

/// A key of a webhook as Standard Webhooks have it: `whsec_` and 24 to 64 bytes in base64.
package struct SigningKey: Sendable, Equatable {
    private let bytes: Secret

    /// - Returns: `nil` for text of another form.
    package init?(_ text: String) {
        guard text.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(text.dropFirst(6))),
            (24...64).contains(bytes.count)
        else { return nil }
        self.bytes = Secret(bytes.base64EncodedString())
    }

    /// `v1,` and the base64 of HMAC-SHA256 over id, time and body, joined by full stops.
    func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
        let key = SymmetricKey(data: Data(base64Encoded: bytes.text) ?? Data())
        let signed = Array("\(id).\(seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
        return "v1," + Data(code).base64EncodedString()
    }
}

extension SigningKey: CustomStringConvertible {
    package var description: String { bytes.description }
}
