extension ServiceEvent {
    /// A person takes the place of the evidence: the stage passes without it.
    package struct PromotionRequested: EventPayload {
        package let deployment: ID
        /// The stage that the person saw, from 0; at another one it has no effect.
        package let stage: Int
        /// Every later stage passes too, as soon as a look at it is not bad.
        package let isFull: Bool

        package init(deployment: ID, stage: Int, isFull: Bool) {
            self.deployment = deployment
            self.stage = stage
            self.isFull = isFull
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), stage: fields.integer("stage", in: 0...1000),
                isFull: fields.flag("full"))
        }

        package var json: JSONObject {
            ["deployment": .id(deployment), "stage": .integer(stage), "full": .bool(isFull)]
        }
    }

    /// A control whose effect is the event itself, so that it settles its own request; the
    /// event's name says which: paused or resumed.
    package struct Controlled: EventPayload {
        package let deployment: ID
        package let settles: Settlements

        package init(deployment: ID, settles: Settlements) {
            self.deployment = deployment
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(deployment: fields.id("deployment"), settles: Settlements(fields))
        }

        package var json: JSONObject { ["deployment": .id(deployment), "settles": settles.json] }
    }

    /// One person's yes to one stage; the actor of the event is the person.
    package struct StageApproved: EventPayload {
        package let deployment: ID
        package let stage: Int
        package let settles: Settlements

        package init(deployment: ID, stage: Int, settles: Settlements) {
            self.deployment = deployment
            self.stage = stage
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), stage: fields.integer("stage", in: 0...1000),
                settles: Settlements(fields))
        }

        package var json: JSONObject {
            ["deployment": .id(deployment), "stage": .integer(stage), "settles": settles.json]
        }
    }

    /// A version that was marked bad may be deployed, and gone back to, again.
    package struct VersionUnmarked: EventPayload {
        package let version: String
        package let settles: Settlements

        package init(version: String, settles: Settlements) {
            self.version = version
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(version: fields.version("version"), settles: Settlements(fields))
        }

        package var json: JSONObject { ["version": .string(version), "settles": settles.json] }
    }
}
