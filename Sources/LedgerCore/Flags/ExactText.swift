/// A text that equals another only when its UTF-8 bytes do.
///
/// Swift's own `==` takes NFC and NFD for the same, and U+212A for the letter K: two users.
package struct ExactText: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    /// Equal bytes are equal strings too, so the string's own hash will do.
    package func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }
}

extension ExactText: Comparable {
    /// By bytes.
    package static func < (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
