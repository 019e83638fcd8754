/// Why a text has no canonical form: not JSON, or something of which no two programs agree.
package struct CanonicalError: Error, Sendable, Equatable {
    /// Never holds the text's own words.
    package let message: String
    /// In bytes, from 0.
    package let offset: Int

    init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}

extension CanonicalError: CustomStringConvertible {
    package var description: String { "\(message) (at byte \(offset))" }
}
