extension DeploymentPlan {
    /// Reads a plan; what it leaves out gets today's default.
    package init(_ fields: FieldReader) {
        self.init(
            strategy: fields.optionalChoice("strategy") ?? .canary,
            stages: Self.stages(fields),
            analysis: fields.optionalObject("analysis").map(AnalysisSettings.init)
                ?? AnalysisSettings(),
            readyDeadlineSeconds: fields.optionalInteger("ready_deadline_seconds", in: 1...86_400)
                ?? 300)
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "strategy": .string(strategy.rawValue),
            "stages": .array(stages.map { .object($0.json) }),
            "analysis": .object(analysis.json),
            "ready_deadline_seconds": .integer(readyDeadlineSeconds),
        ]
    }

    private static func stages(_ fields: FieldReader) -> [Stage] {
        guard
            let readers = fields.optionalObjects("stages", count: 1...DeploymentPlan.maximumStages)
        else {
            return Stage.chapterDefaults
        }
        let stages = readers.map(Stage.init)
        for (index, stage) in stages.enumerated().dropFirst()
        where stage.percent <= stages[index - 1].percent {
            readers[index].note("must be more than the stage before", at: "percent")
        }
        if let last = stages.last, last.percent != 100 {
            readers[stages.count - 1].note("must be 100 in the last stage", at: "percent")
        }
        return stages
    }
}

extension Stage {
    fileprivate init(_ fields: FieldReader) {
        self.init(
            percent: fields.integer("percent", in: 1...100),
            durationSeconds: fields.integer("duration_seconds", in: 0...604_800),
            criteria: fields.optionalObject("criteria").map(Criteria.init) ?? Criteria())
        fields.refuseUnknownFields()
    }

    fileprivate var json: JSONObject {
        [
            "percent": .integer(percent), "duration_seconds": .integer(durationSeconds),
            "criteria": .object(criteria.json),
        ]
    }
}

extension Criteria {
    /// The chapter's names; milliseconds for the latency.
    fileprivate init(_ fields: FieldReader) {
        self.init(
            maxErrorRate: fields.optionalNumber("max_error_rate", in: 0...1),
            maxLatencyMillisecondsP99: fields.optionalNumber("max_latency_p99", in: 0...3_600_000))
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "max_error_rate": .number(maxErrorRate),
            "max_latency_p99": .number(maxLatencyMillisecondsP99),
        ]
    }
}
