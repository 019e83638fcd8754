/// How a time zone's clocks differ from UTC, as they were known when this was recorded.
///
/// Pinned, so that a log decides the same under every later release of the zone's rules.
package struct ZoneOffsets: Sendable, Equatable {
    package struct Change: Sendable, Equatable {
        package let at: Timestamp
        /// Local time less UTC from then on, in seconds.
        package let seconds: Int

        package init(at: Timestamp, seconds: Int) {
            self.at = at
            self.seconds = seconds
        }
    }

    /// Such as `Europe/Berlin`.
    package let name: String
    /// Before the first change.
    package let initialSeconds: Int
    /// In the order of time.
    package let changes: [Change]

    package init(name: String, initialSeconds: Int, changes: [Change]) {
        self.name = name
        self.initialSeconds = initialSeconds
        self.changes = changes
    }

    package static let utc = ZoneOffsets(name: "UTC", initialSeconds: 0, changes: [])

    func seconds(at time: Timestamp) -> Int {
        changes.last { $0.at <= time }?.seconds ?? initialSeconds
    }

    /// What clocks on the wall show then, as if it were UTC.
    func local(_ time: Timestamp) -> Timestamp { time.adding(seconds: seconds(at: time)) }

    /// When clocks on the wall show this; the later moment where they are put forward over it.
    func moment(local: Timestamp) -> Timestamp {
        let guess = local.adding(seconds: -seconds(at: local))
        let moment = local.adding(seconds: -seconds(at: guess))
        return seconds(at: moment) == seconds(at: guess) ? moment : max(guess, moment)
    }
}

extension ZoneOffsets {
    package init(_ fields: FieldReader) {
        let range = -86_400...86_400
        let changes = fields.optionalObjects("changes", count: 0...200) ?? []
        self.init(
            name: fields.string("name", length: 1...100),
            initialSeconds: fields.integer("initial_seconds", in: range),
            changes: changes.map {
                Change(at: $0.time("at"), seconds: $0.integer("seconds", in: range))
            })
    }

    package var json: JSONObject {
        [
            "name": .string(name), "initial_seconds": .integer(initialSeconds),
            "changes": .array(
                changes.map { .object(["at": .time($0.at), "seconds": .integer($0.seconds)]) }),
        ]
    }
}
