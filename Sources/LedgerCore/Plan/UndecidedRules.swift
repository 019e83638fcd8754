/// What looks that cannot be judged do to a stage, by what kept them from it.
///
/// A rule applies once the stage has had more such looks than its limit; until then, and by default,
/// they hold the stage up to its deadline.
package struct UndecidedRules: Sendable, Equatable {
    package enum Policy: String, Sendable, CaseIterable {
        /// The stage waits for good evidence, at most for its hold deadline.
        case hold
        /// The deployment ends at once.
        case abort
        /// At the end of its time such a look passes the stage as a good one does.
        case `continue`
    }

    package struct Rule: Sendable, Equatable {
        package let policy: Policy
        /// It applies when there are more; of errors, more in a row.
        package let limit: Int

        package init(_ policy: Policy = .hold, limit: Int) {
            self.policy = policy
            self.limit = limit
        }
    }

    package let insufficient: Rule
    package let noData: Rule
    package let error: Rule

    /// Argo Rollouts' limits.
    package static let standardLimit = 0
    package static let standardErrorLimit = 4

    package init(
        insufficient: Rule = Rule(limit: standardLimit), noData: Rule = Rule(limit: standardLimit),
        error: Rule = Rule(limit: standardErrorLimit)
    ) {
        self.insufficient = insufficient
        self.noData = noData
        self.error = error
    }

    /// The policy that applies after these looks of a stage, oldest first, to the newest one.
    func policy(after looks: some Sequence<Verdict.Kind>) -> Policy {
        var last: Verdict.Kind?
        for kind in looks { last = kind }
        guard let last, let rule = rule(of: last) else { return .hold }
        let limits = LookLimits(
            failureLimit: nil, inconclusiveLimit: last == .error ? .max : rule.limit,
            consecutiveErrorLimit: last == .error ? rule.limit : .max)
        let tally = looks.reduce(into: LookTally()) { tally, kind in
            tally.add(kind == .error ? .error : kind == last ? .inconclusive : .success)
        }
        let state = limits.state(after: tally, isOver: false)
        return state == .inconclusive || state == .error ? rule.policy : .hold
    }

    private func rule(of kind: Verdict.Kind) -> Rule? {
        switch kind {
        case .insufficient: insufficient
        case .noData: noData
        case .error: error
        case .ok, .fail: nil
        }
    }
}

extension UndecidedRules {
    /// Reads `on_insufficient`, `on_no_data`, `on_error` and their limits.
    package init(_ fields: FieldReader) {
        func rule(_ name: String, _ limit: Int) -> Rule {
            Rule(
                fields.optionalChoice("on_\(name)") ?? .hold,
                limit: fields.optionalInteger("\(name)_limit", in: 0...1000) ?? limit)
        }
        self.init(
            insufficient: rule("insufficient", Self.standardLimit),
            noData: rule("no_data", Self.standardLimit),
            error: rule("error", Self.standardErrorLimit))
    }

    /// What is as the absence of a member means it stays away.
    package var json: JSONObject {
        let rules = [
            ("insufficient", insufficient, Self.standardLimit),
            ("no_data", noData, Self.standardLimit), ("error", error, Self.standardErrorLimit),
        ]
        var json = JSONObject()
        for (name, rule, standard) in rules {
            if rule.policy != .hold { json["on_\(name)"] = .string(rule.policy.rawValue) }
            if rule.limit != standard { json["\(name)_limit"] = .integer(rule.limit) }
        }
        return json
    }
}
