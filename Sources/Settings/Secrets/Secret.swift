/// A value that shows itself nowhere: not printed, dumped, mirrored or encoded.
package struct Secret<Value: Sendable>: Sendable {
    /// The value itself, for the one place that needs it.
    package let revealed: Value

    package init(_ value: Value) { revealed = value }
}

/// What stands where a secret was.
package let redaction = "‹redacted›"

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { redaction }
    package var debugDescription: String { redaction }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(redaction)
    }
}

extension Secret: Equatable where Value: Equatable {}
