extension FlagEvent {
    /// A flag as it is from now on, whole.
    package struct Defined: EventPayload {
        package let definition: FlagDefinition

        package init(_ definition: FlagDefinition) { self.definition = definition }

        package init(_ fields: FieldReader) {
            self.init(FlagDefinition(fields.object("flag"), .stored))
        }

        package var json: JSONObject { ["flag": .object(definition.json)] }
    }

    /// Something happened to the flag as a whole; who and why is the event's origin.
    package struct Marked: EventPayload {
        package init() {}
        package init(_ fields: FieldReader) {}
        package var json: JSONObject { [:] }
    }

    package struct OverrideSet: EventPayload {
        package let override: FlagOverride

        package init(_ override: FlagOverride) { self.override = override }

        package init(_ fields: FieldReader) {
            self.init(
                FlagOverride(
                    user: fields.string("user"), variant: fields.string("variant"),
                    expiresAt: fields.optionalTime("expires_at")))
        }

        package var json: JSONObject {
            [
                "user": .string(override.user), "variant": .string(override.variant),
                "expires_at": .time(override.expiresAt),
            ]
        }
    }

    package struct OverrideRemoved: EventPayload {
        package let user: String

        package init(user: String) { self.user = user }

        package init(_ fields: FieldReader) { self.init(user: fields.string("user")) }

        package var json: JSONObject { ["user": .string(user)] }

        package static func == (left: OverrideRemoved, right: OverrideRemoved) -> Bool {
            ExactText(left.user) == ExactText(right.user)
        }
    }
}
