extension ServiceEvent {
    /// A deployment was accepted; its request is the command that recorded this.
    package struct DeploymentRequested: EventPayload {
        package let deployment: ID
        package let version: String
        package let plan: DeploymentPlan
        /// The ended deployment that this one tries again.
        package let retryOf: ID?
        /// It may begin in a freeze; the request's reason says why.
        package let overridesFreeze: Bool

        package init(
            deployment: ID, version: String, plan: DeploymentPlan, retryOf: ID? = nil,
            overridesFreeze: Bool = false
        ) {
            self.deployment = deployment
            self.version = version
            self.plan = plan
            self.retryOf = retryOf
            self.overridesFreeze = overridesFreeze
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), version: fields.version("version"),
                plan: DeploymentPlan(fields.object("plan")), retryOf: fields.optionalID("retry_of"),
                overridesFreeze: fields.optionalFlag("overrides_freeze") ?? false)
        }

        package var json: JSONObject {
            [
                "deployment": .id(deployment), "version": .string(version),
                "plan": .object(plan.json), "retry_of": .id(retryOf),
                "overrides_freeze": overridesFreeze ? true : nil,
            ]
        }
    }

    /// Decided again when its turn came, and no longer possible.
    package struct DeploymentRejected: EventPayload {
        package let deployment: ID
        /// A refusal's code, such as `version_marked_bad`.
        package let code: String
        package let settles: Settlements

        package init(deployment: ID, code: String, settles: Settlements) {
            self.deployment = deployment
            self.code = code
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), code: fields.string("code"),
                settles: Settlements(fields))
        }

        package var json: JSONObject {
            ["deployment": .id(deployment), "code": .string(code), "settles": settles.json]
        }
    }

    package struct DeploymentStarted: EventPayload {
        package let deployment: ID
        /// Where the new version will run; pinned until the end.
        package let slot: String
        /// What serves users now, and will again if this is aborted; `nil` when nothing does.
        package let stable: Placement?
        /// How many each slot has, pinned too; `nil` unless they go in batches.
        package let instances: Int?

        package init(deployment: ID, slot: String, stable: Placement?, instances: Int? = nil) {
            self.deployment = deployment
            self.slot = slot
            self.stable = stable
            self.instances = instances
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), slot: fields.name("slot"),
                stable: fields.optionalObject("stable").map(Placement.init),
                instances: fields.optionalInteger("instances", in: 1...Slot.maximumInstances))
        }

        package var json: JSONObject {
            [
                "deployment": .id(deployment), "slot": .string(slot),
                "stable": stable.map { .object($0.json) }, "instances": .integer(instances),
            ]
        }
    }

    /// The evidence sufficed, or a person took its place; the next step is decided in the same append.
    package struct StagePassed: EventPayload {
        package let deployment: ID
        /// Index into the plan's stages, from 0.
        package let stage: Int
        package let evidence: Evidence
        /// The request of the person who took the place of the evidence, if one did.
        package let promotion: ID?
        /// The promotion, when it was for this stage alone.
        package let settles: Settlements

        package init(
            deployment: ID, stage: Int, evidence: Evidence, promotion: ID? = nil,
            settles: Settlements = Settlements([:])
        ) {
            self.deployment = deployment
            self.stage = stage
            self.evidence = evidence
            self.promotion = promotion
            self.settles = settles
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), stage: fields.integer("stage", in: 0...1000),
                evidence: Evidence(fields.object("evidence")),
                promotion: fields.optionalID("promotion"),
                settles: fields.value("settles") == nil ? Settlements([:]) : Settlements(fields))
        }

        package var json: JSONObject {
            [
                "deployment": .id(deployment), "stage": .integer(stage),
                "evidence": .object(evidence.json), "promotion": .id(promotion),
                "settles": settles.outcomes.isEmpty ? nil : settles.json,
            ]
        }
    }

    /// The end of a deployment; the event's name says which.
    ///
    /// Withdrawn: aborted before it began. Completed: 100 % was observed and the last stage passed;
    /// the new version is the stable one from here. Aborted: nothing of the new version is left in
    /// the traffic.
    package struct DeploymentEnded: EventPayload {
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
}
