/// Why a call to the outside failed, and whether it may have been carried out all the same.
package struct OutboundError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// No connection: certainly not carried out.
        case unreachable
        /// The request left and no answer came in time: nobody knows.
        case unknownOutcome = "unknown_outcome"
        /// The other side answered no.
        case refused
        /// The other side answered something that we do not understand.
        case malformed
        /// The allow-list does not name this address: nothing was sent.
        case notAllowed = "not_allowed"
        /// The router has seen a higher fencing token.
        case stale
    }

    package let code: Code
    /// Safe for a log, an event and a user: at most 300 code points, no control character, no secret,
    /// no body.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = Self.safe(message)
    }

    /// What an event could not hold would make its stream unreadable.
    static func safe(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(300).map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// It may have been carried out.
    package var isUnknown: Bool { code == .unknownOutcome || code == .malformed }
}

extension OutboundError: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(message)" }
}
