/// The name of one stream of events: its kind, then what it is about, parted by `/`.
package struct StreamName: Sendable, Hashable {
    package let text: String

    /// Takes a stored name as it is.
    package init(stored text: String) { self.text = text }

    /// `service/<environment>/<name>`: the unit of consistency of all that happens to a service.
    package static func service(_ name: String, in environment: String) -> StreamName {
        StreamName(stored: "service/\(environment)/\(name)")
    }

    /// `samples/<deployment id>`: the measurements and verdicts of one deployment.
    package static func samples(of deployment: ID) -> StreamName {
        StreamName(stored: "samples/\(deployment)")
    }

    /// The part before the first `/`, such as `service`.
    package var kind: Substring { text[..<(text.utf8.firstIndex(of: Self.slash) ?? text.endIndex)] }

    /// Environment and name when this is a service's stream.
    package var service: (environment: String, name: String)? {
        let parts = text.utf8.split(separator: Self.slash, omittingEmptySubsequences: false)
        guard parts.count == 3, kind == "service" else { return nil }
        return (String(Substring(parts[1])), String(Substring(parts[2])))
    }

    private static let slash = UInt8(ascii: "/")
}

extension StreamName: CustomStringConvertible {
    package var description: String { text }
}
