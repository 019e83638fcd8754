extension FlagEvaluation.Cause {
    /// For programs; never changed.
    package var code: String {
        switch self {
        case .killed: "killed"
        case .override: "override"
        case .disabled: "disabled"
        case .prerequisite: "prerequisite"
        case .rule: "rule"
        case .all: "all"
        case .none: "none"
        case .percentage: "percentage"
        case .listed: "listed"
        case .notListed: "not_listed"
        case .beforeWindow: "before_window"
        case .insideWindow: "inside_window"
        case .afterWindow: "after_window"
        case .undivided: "undivided"
        }
    }
}

extension FeatureFlag {
    /// Why somebody gets what, in plain words.
    package func sentence(for evaluation: FlagEvaluation) -> String {
        switch evaluation.cause {
        case .killed: "the flag is killed, which goes before everything else"
        case .override: "an override for this user"
        case .disabled: "the flag is not enabled"
        case .prerequisite(let key): "flag \(key) has not the variant that is asked of it"
        case .rule(let index): "rule \(index + 1)\(name(ofRule: index)) matches"
        case .all: "the flag is on for everybody"
        case .none: "the flag is on for nobody"
        case .percentage: place(evaluation, definition.rollout.percentage)
        case .listed: "the user is among allowed_users"
        case .notListed: "the user is not among allowed_users"
        case .beforeWindow: "the rollout has not begun"
        case .insideWindow: "the rollout is under way\(bucket(evaluation))"
        case .afterWindow: "the rollout has ended\(bucket(evaluation))"
        case .undivided: "there is a split, and nothing to divide an unknown user by"
        }
    }

    private func name(ofRule index: Int) -> String {
        guard definition.rules.indices.contains(index) else { return "" }
        return definition.rules[index].name.map { " (\($0))" } ?? ""
    }

    private func place(
        _ evaluation: FlagEvaluation, _ percentage: FlagPercentage
    ) -> String {
        guard let bucket = evaluation.bucket else {
            return "a percentage takes in nobody who is unknown"
        }
        let sign = percentage.includes(bucket) ? "below" : "not below"
        return "bucket \(bucket.text) is \(sign) \(percentage.text) %"
    }

    private func bucket(_ evaluation: FlagEvaluation) -> String {
        evaluation.bucket.map { "; bucket \($0.text)" } ?? ""
    }
}

extension FlagBucket {
    /// Such as `64.37`.
    package var text: String {
        let rest = position % 100
        return "\(percent).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension FlagPercentage {
    /// Such as `12.5`.
    package var text: String { String(decoding: json.bytes, as: UTF8.self) }
}
