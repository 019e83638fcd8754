/// What is wrong with an export, and where.
package struct Finding: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// A line cannot be read.
        case malformed
        /// A position is missing, twice, or out of order.
        case position
        /// A version of a stream is.
        case version
        /// The payload is not the one that the entry stands for.
        case payload
        /// The entry, or the payload, is not what was sealed.
        case changed
        /// The leaves that the export calls sealed are not those that were signed.
        case root
        /// Fewer or more events than were signed.
        case count
        /// The manifest contradicts its checkpoint.
        case manifest
        /// A checkpoint is not signed by the key.
        case signature
    }

    package let kind: Kind
    /// The first position that is bad; `nil` when it is not about a place in the log.
    package let position: Int64?
    package let message: String

    init(_ kind: Kind, at position: Int64? = nil, _ message: String) {
        self.kind = kind
        self.position = position
        self.message = message
    }
}

extension Finding: CustomStringConvertible {
    package var description: String {
        position.map { "position \($0): \(message)" } ?? message
    }
}
