package import LedgerCore

/// Which events somebody asks for; what is absent restricts nothing, and all that is there must hold.
package struct EventFilter: Sendable, Equatable {
    package var stream: StreamName?
    /// The first part of the stream's name, such as `service`.
    package var kind: String?
    /// That the stream's name tells: `samples/<deployment id>` tells none.
    package var environment: String?
    /// Its stream and the steady watch over it; only beside ``environment``.
    package var service: String?
    /// What the payload has as its `deployment`.
    package var deployment: ID?
    package var type: String?
    package var actor: String?
    package var correlation: ID?
    /// Occurs in the payload's bytes as they were recorded, letter for letter; not empty.
    package var text: String?
    /// Positions; those past the end of the log are of events to come.
    package var positions: ClosedRange<Int64>

    package init(
        stream: StreamName? = nil, kind: String? = nil, environment: String? = nil,
        service: String? = nil, deployment: ID? = nil, type: String? = nil, actor: String? = nil,
        correlation: ID? = nil, text: String? = nil, positions: ClosedRange<Int64> = 1...Int64.max
    ) {
        self.stream = stream
        self.kind = kind
        self.environment = environment
        self.service = service
        self.deployment = deployment
        self.type = type
        self.actor = actor
        self.correlation = correlation
        self.text = text
        self.positions = positions
    }

    /// What the filter means; a store that has indexes finds the same events by them.
    package func matches(_ event: RecordedEvent) -> Bool {
        positions.contains(event.position) && matchesPlace(event.stream)
            && type.map { $0 == event.type } ?? true
            && actor.map { $0 == event.origin.actor } ?? true
            && correlation.map { $0 == event.origin.correlationID } ?? true
            && text.map { event.data.contains(Array($0.utf8)) } ?? true
            && deployment.map { event.names($0) } ?? true
    }

    private func matchesPlace(_ name: StreamName) -> Bool {
        stream.map { $0 == name } ?? true && kind.map { $0 == String(name.kind) } ?? true
            && environment.map { $0 == name.environment.map(String.init) } ?? true
            && service.map { $0 == name.service?.name || $0 == name.watchedService?.name } ?? true
    }
}

extension StreamName {
    /// The environment that the name tells; `nil` for streams of no environment, and for the looks at
    /// one deployment.
    package var environment: Substring? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 2 && !parts[2].isEmpty || kind == "environment" && parts.count > 1
        else { return nil }
        return parts[1]
    }
}

extension RecordedEvent {
    fileprivate func names(_ deployment: ID) -> Bool {
        guard case .object(let payload)? = try? JSONParser.parse(data),
            case .string(let named)? = payload["deployment"]
        else { return false }
        return named == deployment.description
    }
}
