/// The name of one stream of events: its kind, then what it is about, parted by `/`.
package struct StreamName: Sendable, Hashable {
    package let text: String

    /// Takes a stored name as it is.
    package init(stored text: String) { self.text = text }

    /// `service/<environment>/<name>`: the unit of consistency of all that happens to a service.
    package static func service(_ name: String, in environment: String) -> StreamName {
        StreamName(stored: "service/\(environment)/\(name)")
    }

    /// `environment/<name>`: what holds for all services of an environment.
    package static func environment(_ name: String) -> StreamName {
        StreamName(stored: "environment/\(name)")
    }

    /// `samples/<deployment id>`: the measurements and verdicts of one deployment.
    package static func samples(of deployment: ID) -> StreamName {
        StreamName(stored: "samples/\(deployment)")
    }

    /// `samples/<environment>/<name>/<day>`: what the steady watch over a service saw on one day, so
    /// that no stream grows for ever.
    package static func watch(of service: StreamName, at time: Timestamp) -> StreamName? {
        service.service.map { environment, name in
            StreamName(stored: "samples/\(environment)/\(name)/\(time.day)")
        }
    }

    /// `pushed/<environment>/<name>/<minute>`: samples that a service pushed in one minute, so that a
    /// look reads little more than its window.
    package static func pushed(by service: StreamName, at time: Timestamp) -> StreamName? {
        service.service.map { environment, name in
            StreamName(stored: "pushed/\(environment)/\(name)/\(time.minute)")
        }
    }

    /// `flag/<environment>/<key>`: what a feature flag is, and what was done to it.
    package static func flag(_ key: String, in environment: String) -> StreamName {
        StreamName(stored: "flag/\(environment)/\(key)")
    }

    /// `access/<key id>`: what an API key may do, and until when.
    package static func access(_ key: String) -> StreamName {
        StreamName(stored: "access/\(key)")
    }

    /// `access/<key id>/refused`: what an API key was refused; apart, as its holder can make it grow.
    package static func refusals(of key: String) -> StreamName {
        StreamName(stored: "access/\(key)/refused")
    }

    /// The part before the first `/`, such as `service`.
    package var kind: Substring { text[..<(text.utf8.firstIndex(of: Self.slash) ?? text.endIndex)] }

    /// Environment and name when this is a service's stream.
    package var service: (environment: String, name: String)? {
        kind == "service" ? names(partCount: 3) : nil
    }

    /// Environment and key when this is a flag's stream.
    package var flag: (environment: String, key: String)? {
        kind == "flag" ? names(partCount: 3) : nil
    }

    /// Environment and name of the service whose steady watch this stream is of.
    package var watchedService: (environment: String, name: String)? {
        kind == "samples" ? names(partCount: 4) : nil
    }

    /// The key's id when this is a key's stream.
    package var accessKey: String? {
        guard kind == "access" else { return nil }
        let id = text.utf8.dropFirst("access/".utf8.count)
        return id.contains(Self.slash) ? nil : String(Substring(id))
    }

    private func names(partCount: Int) -> (String, String)? {
        let parts = text.utf8.split(separator: Self.slash, omittingEmptySubsequences: false)
        guard parts.count == partCount else { return nil }
        return (String(Substring(parts[1])), String(Substring(parts[2])))
    }

    private static let slash = UInt8(ascii: "/")
}

extension StreamName: CustomStringConvertible {
    package var description: String { text }
}
