/// Why a note, a key, a checkpoint or a proof is not accepted.
package struct NoteError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// Not the format.
        case malformed
        /// Signed with a key that we know, and the signature is wrong: the text was changed.
        case wrongSignature
        /// Not signed by any key that we trust.
        case untrusted
    }

    package let code: Code
    /// Never holds the note's own words.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension NoteError: CustomStringConvertible {
    package var description: String { message }
}
