extension DeploymentPlan {
    /// Reads a plan; what it leaves out gets today's default.
    ///
    /// - Parameter judge: of a plan that does not choose one; a recorded plan is read without it.
    package init(_ fields: FieldReader, judgeWhenAbsent judge: JudgeChoice = .guardedRatio) {
        let strategy = fields.optionalChoice("strategy") ?? Strategy.canary
        let rolling = fields.optionalObject("rolling").map(RollingSettings.init)
        if rolling != nil, strategy != .rolling {
            fields.note("belongs to strategy rolling", at: "rolling")
        }
        self.init(
            strategy: strategy, stages: Self.stages(fields, of: strategy),
            analysis: fields.optionalObject("analysis").map {
                AnalysisSettings($0, judgeWhenAbsent: judge)
            } ?? strategy.standardAnalysis(judge, rolling),
            readyDeadlineSeconds: fields.optionalInteger("ready_deadline_seconds", in: 1...86_400)
                ?? 300,
            shiftDeadlineSeconds: fields.optionalInteger("shift_deadline_seconds", in: 1...86_400)
                ?? DeploymentPlan.standardShiftDeadlineSeconds,
            deadlineSeconds: fields.optionalInteger("deadline_seconds", in: 1...2_592_000),
            approval: fields.optionalObject("approval").map(ApprovalSettings.init)
                ?? ApprovalSettings(), rolling: rolling,
            route: fields.optionalObject("route").map(UserRule.init),
            winner: fields.optionalChoice("winner") ?? .person)
        power = fields.optionalObject("power").map(PowerReport.init)
        noteRouteProblems(fields)
        // The other half is for the time until a winner is declared.
        let limit = strategy == .abTest ? Looks.limit / 2 : Looks.limit
        if analysis.judge == .sequential, plannedLooks > limit {
            fields.note(
                "make \(plannedLooks) looks, and \(limit) can be added up: take more "
                    + "interval_seconds, or the guarded-ratio judge", at: "stages")
        }
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "strategy": .string(strategy.rawValue),
            "stages": rolling == nil ? .array(stages.map { .object($0.json) }) : nil,
            "rolling": rolling.map { .object($0.json) },
            "analysis": .object(analysis.json),
            "ready_deadline_seconds": .integer(readyDeadlineSeconds),
            // What the absence of these means never changes: logs rest on it.
            "shift_deadline_seconds":
                shiftDeadlineSeconds == DeploymentPlan.standardShiftDeadlineSeconds
                ? nil : .integer(shiftDeadlineSeconds),
            "deadline_seconds": .integer(deadlineSeconds),
            "approval": asksPeople ? .object(approval.json) : nil,
            "route": (route?.json).map(JSONValue.object),
            "winner": winner == .person ? nil : .string(winner.rawValue),
            "power": power.map { .object($0.json) },
        ]
    }

    private var asksPeople: Bool {
        stages.contains { $0.approvals > 0 } || stages.contains { waitsForWinner(of: $0) }
    }

    private func noteRouteProblems(_ fields: FieldReader) {
        if let problem = strategy.problem(of: route) { fields.note(problem, at: "route") }
        if strategy != .abTest, fields.value("winner") != nil {
            fields.note("is for the strategy ab-test", at: "winner")
        }
    }

    private static func stages(_ fields: FieldReader, of strategy: Strategy) -> [Stage]? {
        guard
            let readers = fields.optionalObjects("stages", count: 1...DeploymentPlan.maximumStages)
        else { return nil }
        let stages = readers.map(Stage.init)
        guard !stages.isEmpty else { return nil }
        for (index, problem) in strategy.problems(of: stages) {
            readers[index].note(problem, at: "percent")
        }
        return stages
    }
}

extension Stage {
    fileprivate init(_ fields: FieldReader) {
        self.init(
            percent: fields.integer("percent", in: 1...100),
            durationSeconds: fields.integer("duration_seconds", in: 0...604_800),
            criteria: fields.optionalObject("criteria").map(Criteria.init) ?? Criteria(),
            approvals: fields.optionalInteger("approvals", in: 0...10) ?? 0)
        fields.refuseUnknownFields()
    }

    fileprivate var json: JSONObject {
        [
            "percent": .integer(percent), "duration_seconds": .integer(durationSeconds),
            "criteria": .object(criteria.json),
            "approvals": approvals > 0 ? .integer(approvals) : nil,
        ]
    }
}
