/// What a plan can notice, as `power/1` is asked in a trial.
struct PowerQuestion: Sendable {
    private let plan: [PlannedLooks]
    private let baselineRate: Double
    private let settings: SequentialSettings

    init(_ fields: FieldReader) {
        let requests = fields.optionalNumber("requests_per_look", in: 0...1e12)
        if requests == nil, fields.value("requests_per_look") == nil {
            fields.note("is required", at: "requests_per_look")
        }
        let rate = fields.optionalNumber("baseline_rate", in: 0...1)
        if rate == nil, fields.value("baseline_rate") == nil {
            fields.note("is required", at: "baseline_rate")
        }
        baselineRate = rate ?? 0
        let stages = fields.optionalObjects("stages", count: 1...1000)
        if stages == nil, fields.value("stages") == nil {
            fields.note("is required", at: "stages")
        }
        plan = (stages ?? []).map { stage in
            PlannedLooks(
                percent: stage.integer("percent", in: 0...100),
                looks: stage.integer("looks", in: 1...100_000), requestsPerLook: requests ?? 0)
        }
        settings = Self.settings(fields, looks: plan.reduce(0) { $0 &+ $1.looks })
    }

    /// The looks of the stages are those that are planned, unless the case says otherwise.
    private static func settings(_ fields: FieldReader, looks: Int) -> SequentialSettings {
        var settings = TrialSettings.sequential(fields)
        if fields.optionalObject("settings")?.value("planned_looks") == nil {
            settings.evidence.plannedLooks = max(1, looks)
        }
        return settings
    }

    var answer: JSONObject {
        let statement = PowerCalculation.smallestDetectable(
            plan: plan, baselineRate: baselineRate, settings: settings)
        switch statement {
        case .detectable(let rate, let ratio, _):
            return [
                "detectable_rate": .orNull(rate), "detectable_ratio": .orNull(ratio),
                "underpowered": false,
            ]
        case .underpowered:
            return ["detectable_rate": .null, "detectable_ratio": .null, "underpowered": true]
        }
    }
}
