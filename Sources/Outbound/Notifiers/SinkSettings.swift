/// Where one sink is and how it is talked to. Its secrets show in no description.
package struct SinkSettings: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case slack(url: Secret)
        /// The first key signs first; all of them sign while receivers change from one to another.
        case webhook(url: Secret, keys: [SigningKey])
        case pagerDuty(url: Secret, key: Secret)
    }

    package let name: String
    package let kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Text that may not be seen: whoever has a webhook's URL can write to it.
package struct Secret: Sendable, Equatable {
    let text: String

    package init(_ text: String) { self.text = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { description }
    /// `dump` would show the text.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
