/// Other settings than the recorded ones, by the names that a plan has for them.
package struct ReplaySettings: Sendable, Equatable {
    package enum Judge: String, Sendable, CaseIterable {
        case sequential
        case guardedRatio = "guarded-ratio"
        /// The latencies against the baseline's alone.
        case rank

        /// By its name, with or without the version.
        package init?(named name: String) {
            let bare = name.hasSuffix("/1") ? String(name.dropLast(2)) : name
            self.init(rawValue: bare)
        }
    }

    /// `nil` for each deployment's own.
    package let judge: Judge?
    /// In this order; `null` takes a condition away.
    package let values: [JSONObject.Member]

    package init(judge: Judge?, values: [JSONObject.Member]) {
        self.judge = judge
        self.values = values
    }

    /// Conditions go into each stage, all else into the plan's analysis.
    ///
    /// - Returns: the plan with these settings, or what is wrong with them.
    package func applied(to plan: DeploymentPlan) -> (plan: DeploymentPlan, [FieldProblem]) {
        var json = plan.json
        for value in values {
            let isCondition = Criteria.Condition(rawValue: value.name) != nil
            json =
                isCondition ? settingCondition(value, in: json) : settingAnalysis(value, in: json)
        }
        switch judge {
        case .sequential?: json = settingAnalysis(Self.judgeMember("sequential"), in: json)
        case .guardedRatio?: json = settingAnalysis(Self.judgeMember("guarded-ratio"), in: json)
        case .rank?:
            json = settingAnalysis(Self.judgeMember("sequential"), in: json)
            let others = Criteria.Condition.allCases.filter { $0 != .latencyP99AgainstBaseline }
            let advisory = JSONValue.strings(others.map(\.rawValue))
            json = settingCondition(.init(name: "advisory", value: advisory), in: json)
        case nil: break
        }
        let fields = FieldReader(json)
        return (DeploymentPlan(fields), fields.problems)
    }

    private static func judgeMember(_ name: String) -> JSONObject.Member {
        .init(name: "judge", value: .string(name))
    }

    private func settingAnalysis(_ value: JSONObject.Member, in plan: JSONObject) -> JSONObject {
        var plan = plan
        guard case .object(var analysis)? = plan["analysis"] else { return plan }
        analysis[value.name] = value.value
        plan["analysis"] = .object(analysis)
        return plan
    }

    private func settingCondition(_ value: JSONObject.Member, in plan: JSONObject) -> JSONObject {
        var plan = plan
        guard case .array(let stages)? = plan["stages"] else { return plan }
        plan["stages"] = .array(
            stages.map { stage in
                guard case .object(var stage) = stage,
                    case .object(var criteria)? = stage["criteria"]
                else { return stage }
                criteria[value.name] = value.value
                stage["criteria"] = .object(criteria)
                return .object(stage)
            })
        return plan
    }
}
