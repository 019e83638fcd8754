/// Why a text is not a JSON document that we take.
package struct JSONError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        case malformed = "malformed_json"
        case duplicateName = "duplicate_member"
        case tooDeep = "json_too_deep"
        case unsafeNumber = "unsafe_number"
        case invalidText = "invalid_text"
    }

    package let code: Code
    package let message: String
    /// In bytes, from 0.
    package let offset: Int

    init(_ code: Code, _ message: String, at offset: Int) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String { "\(message) (at byte \(offset))" }
}
