extension SampleEvent {
    package enum Role: String, Sendable, CaseIterable {
        case canary, baseline
        /// What serves users while nothing is being deployed.
        case live
    }

    /// One measurement of one version in one window.
    package struct Recorded: EventPayload {
        /// `nil`, as the stage is, for a look of the steady watch.
        package let deployment: ID?
        package let stage: Int?
        package let role: Role
        package let version: String
        /// The window ended when it was recorded, by the source's clock.
        package let windowSeconds: Int
        package let measurement: Measurement

        package init(
            deployment: ID?, stage: Int?, role: Role, version: String, windowSeconds: Int,
            measurement: Measurement
        ) {
            self.deployment = deployment
            self.stage = stage
            self.role = role
            self.version = version
            self.windowSeconds = windowSeconds
            self.measurement = measurement
        }

        package init(_ fields: FieldReader) {
            self.init(
                deployment: fields.optionalID("deployment"),
                stage: fields.optionalInteger("stage", in: 0...1000),
                role: fields.choice("role", or: .canary), version: fields.version("version"),
                windowSeconds: fields.integer("window_seconds", in: 0...86_400),
                measurement: Measurement(fields))
        }

        package var json: JSONObject {
            var json: JSONObject = [
                "deployment": .id(deployment), "stage": .integer(stage),
                "role": .string(role.rawValue), "version": .string(version),
                "window_seconds": .integer(windowSeconds),
            ]
            for member in measurement.json.members { json[member.name] = member.value }
            return json
        }
    }

    /// What a judge said of one look.
    package struct Judged: EventPayload {
        /// `nil`, as the stage is, for a look of the steady watch.
        package let deployment: ID?
        package let stage: Int?
        /// Name and version of the judge.
        package let judge: String
        package let verdict: Verdict
        /// Versions of the samples in this stream that it was shown.
        package let samples: [Int64]

        package init(
            deployment: ID?, stage: Int?, judge: String, verdict: Verdict, samples: [Int64]
        ) {
            self.deployment = deployment
            self.stage = stage
            self.judge = judge
            self.verdict = verdict
            self.samples = samples
        }

        package init(_ fields: FieldReader) {
            let samples = fields.optionalArray("samples", count: 0...1000) ?? []
            self.init(
                deployment: fields.optionalID("deployment"),
                stage: fields.optionalInteger("stage", in: 0...1000),
                judge: fields.string("judge"), verdict: Verdict(fields),
                samples: samples.compactMap { if case .integer(let v) = $0 { v } else { nil } })
        }

        package var json: JSONObject {
            [
                "deployment": .id(deployment), "stage": .integer(stage), "judge": .string(judge),
                "verdict": .string(verdict.kind.rawValue),
                "checks": .array(verdict.checks.map { .object($0.json) }),
                "samples": .array(samples.map { .integer($0) }),
            ]
        }
    }
}
