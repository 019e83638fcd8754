package import LedgerCore

/// Who is told of what: the file that `NOTIFICATIONS` names.
///
///     {"sinks": [{"name": "ops", "kind": "slack", "url_file": "/run/secrets/slack"}],
///      "routes": [{"environments": ["production"], "severity": "warn", "sinks": ["ops"]}]}
package struct NotificationSettings: Sendable, Equatable {
    package let sinks: [SinkSettings]
    package let routes: [NotificationRoute]

    /// Every problem of the file at once; none quotes a secret.
    package struct Problems: Error, Equatable {
        package let lines: [String]
    }

    package static let mostSinks = 50
    package static let mostRoutes = 200

    /// - Parameter secret: reads a file that holds one secret; `nil` when it cannot be read.
    package init(
        parsing bytes: [UInt8], secret: @escaping (_ path: String) -> String?
    ) throws(Problems) {
        let value: JSONValue
        do { value = try JSONParser.parse(bytes) } catch {
            throw Problems(lines: ["is not JSON: \(error.description)"])
        }
        guard case .object(let object) = value else {
            throw Problems(lines: ["must be an object, not \(value.kind)"])
        }
        let fields = FieldReader(object)
        let sinks = SinkReader(secret: secret).sinks(fields)
        let routes = Self.routes(fields, known: Set(sinks.names))
        fields.refuseUnknownFields()
        guard fields.problems.isEmpty else {
            throw Problems(lines: fields.problems.map { "\($0.pointer) \($0.detail)" })
        }
        self.sinks = sinks.settings
        self.routes = routes
    }

    private static func routes(
        _ fields: FieldReader, known sinks: Set<String>
    ) -> [NotificationRoute] {
        let readers = fields.optionalObjects("routes", count: 1...mostRoutes)
        if fields.value("routes") == nil { fields.note("is required", at: "routes") }
        return (readers ?? []).map { route($0, known: sinks) }
    }

    private static func route(
        _ fields: FieldReader, known sinks: Set<String>
    ) -> NotificationRoute {
        defer { fields.refuseUnknownFields() }
        let events = fields.optionalStrings("events", count: 1...100)
        for event in events ?? [] where !Notice.sources.contains(event) {
            fields.note(
                "names \(event.prefix(100)), of which nobody is told; known are "
                    + Notice.sources.sorted().joined(separator: ", "), at: "events")
        }
        let names = fields.optionalStrings("sinks", count: 1...mostSinks) ?? []
        if fields.value("sinks") == nil { fields.note("is required", at: "sinks") }
        for name in names where !sinks.contains(name) {
            fields.note("names \(name.prefix(100)), which is no sink of this file", at: "sinks")
        }
        return NotificationRoute(
            environments: fields.optionalStrings("environments", count: 1...100).map(Set.init),
            services: fields.optionalStrings("services", count: 1...1000).map(Set.init),
            severity: fields.optionalChoice("severity") ?? .info, events: events.map(Set.init),
            sinks: names)
    }
}
