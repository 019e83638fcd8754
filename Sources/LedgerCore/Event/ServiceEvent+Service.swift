extension ServiceEvent {
    package struct Registered: EventPayload {
        package let settings: ServiceSettings
        /// What ran before the ledger knew the service; `nil` when nothing did.
        package let live: Placement?

        package init(settings: ServiceSettings, live: Placement?) {
            self.settings = settings
            self.live = live
        }

        package init(_ fields: FieldReader) {
            self.init(
                settings: ServiceSettings(fields.object("settings")),
                live: fields.optionalObject("live").map(Placement.init))
        }

        package var json: JSONObject {
            ["settings": .object(settings.json), "live": live.map { .object($0.json) }]
        }
    }

    package struct Changed: EventPayload {
        package let settings: ServiceSettings

        package init(settings: ServiceSettings) { self.settings = settings }

        package init(_ fields: FieldReader) {
            self.init(settings: ServiceSettings(fields.object("settings")))
        }

        package var json: JSONObject { ["settings": .object(settings.json)] }
    }
}

/// A version in a slot.
package struct Placement: Sendable, Hashable {
    package let version: String
    package let slot: String

    package init(version: String, slot: String) {
        self.version = version
        self.slot = slot
    }

    package init(_ fields: FieldReader) {
        self.init(version: fields.version("version"), slot: fields.name("slot"))
    }

    package var json: JSONObject { ["version": .string(version), "slot": .string(slot)] }
}
