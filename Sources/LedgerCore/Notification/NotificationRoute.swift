/// Which events go to which sinks; what is left out does not narrow it.
package struct NotificationRoute: Sendable, Equatable {
    /// `nil` is all.
    package let environments: Set<String>?
    package let services: Set<String>?
    /// The least that is told.
    package let severity: Severity
    /// Names of events, such as `rollback.blocked`.
    package let events: Set<String>?
    package let sinks: [String]

    package init(
        environments: Set<String>? = nil, services: Set<String>? = nil, severity: Severity = .info,
        events: Set<String>? = nil, sinks: [String]
    ) {
        self.environments = environments
        self.services = services
        self.severity = severity
        self.events = events
        self.sinks = sinks
    }

    func covers(_ notice: Notice, of source: SourceEvent) -> Bool {
        notice.severity >= severity
            && environments?.contains(source.environment) ?? true
            && services?.contains(source.service) ?? true
            && events?.contains(source.type) ?? true
    }
}

extension [NotificationRoute] {
    /// Each sink once, however many routes name it.
    package func sinks(for notice: Notice, of source: SourceEvent) -> [String] {
        var sinks: [String] = []
        for route in self where route.covers(notice, of: source) {
            for sink in route.sinks where !sinks.contains(sink) { sinks.append(sink) }
        }
        return sinks
    }
}
