/// An allow-list that cannot be read.
package struct AddressPolicyError: Error, Sendable, Equatable {
    /// One sentence per malformed rule, in the order of the list, quoting it.
    package let problems: [String]
}

extension AddressPolicyError: CustomStringConvertible {
    package var description: String { problems.joined(separator: "; ") }
}
