extension ServiceEvent {
    package struct AbortRequested: EventPayload {
        package let deployment: ID

        package init(deployment: ID) { self.deployment = deployment }

        package init(_ fields: FieldReader) { self.init(deployment: fields.id("deployment")) }

        package var json: JSONObject { ["deployment": .id(deployment)] }
    }

    /// The rules end a deployment: durable here, carried out afterwards as often as it takes.
    package struct AbortDecided: EventPayload {
        package enum Cause: String, Sendable, CaseIterable {
            /// The new version failed its conditions.
            case failed
            /// No sufficient evidence came within the stage's deadline.
            case noEvidence = "no_evidence"
            /// The new version was not found healthy within its deadline.
            case notReady = "not_ready"
            /// People were asked for their approval and did not give it in time.
            case notApproved = "not_approved"
            /// It did not get on within a deadline of its plan.
            case deadline
            /// Another version takes its place.
            case superseded
        }

        package let deployment: ID
        package let cause: Cause
        /// The version is not deployed again until somebody unmarks it.
        package let marksBad: Bool
        package let evidence: Evidence

        package init(deployment: ID, cause: Cause, marksBad: Bool, evidence: Evidence) {
            self.deployment = deployment
            self.cause = cause
            self.marksBad = marksBad
            self.evidence = evidence
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.id("deployment"), cause: fields.choice("cause", or: .failed),
                marksBad: fields.flag("marks_bad"),
                evidence: Evidence(fields.object("evidence")))
        }

        package var json: JSONObject {
            [
                "deployment": .id(deployment), "cause": .string(cause.rawValue),
                "marks_bad": .bool(marksBad), "evidence": .object(evidence.json),
            ]
        }
    }
}
