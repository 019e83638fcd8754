/// What a judge says of one look, and every number that it rests on.
package struct Verdict: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case ok
        case fail
        /// Too little to judge; neither good nor bad.
        case insufficient
        /// The source has nothing; never good.
        case noData = "no_data"
        /// The source did not answer.
        case error
    }

    package let kind: Kind
    package let checks: [Check]

    package init(_ kind: Kind, checks: [Check]) {
        self.kind = kind
        self.checks = checks
    }

    /// A failure outweighs what could not be judged; that outweighs what is good.
    package static func worst(of kinds: some Collection<Kind>) -> Kind {
        let order: [Kind] = [.fail, .error, .noData, .insufficient]
        return order.first(where: kinds.contains) ?? .ok
    }

    /// With more conditions, which can make it worse and never better.
    package func adding(_ more: [Check]) -> Verdict {
        Verdict(Self.worst(of: [kind] + more.map(\.counted)), checks: checks + more)
    }

    package init(_ fields: FieldReader) {
        self.init(
            fields.choice("verdict", or: .error),
            checks: fields.optionalObjects("checks", count: 0...100)?.map(Check.init) ?? [])
    }
}

/// One condition of a verdict.
package struct Check: Sendable, Equatable {
    /// Such as `max_error_rate` or `latency_p99_against_baseline`.
    package let name: String
    package let result: Verdict.Kind
    /// What was measured; `nil` when nothing could be.
    package let value: Double?
    /// What it must not exceed.
    package let limit: Double?
    /// In plain words, where the numbers do not say it.
    package let detail: String?
    /// Name and version of the judge, where it is not the verdict's own.
    package let judge: String?
    /// Every further number that it rests on, by name.
    package let numbers: JSONObject?
    /// Told to people, and no part of the verdict.
    package let isAdvisory: Bool

    package init(
        _ name: String, _ result: Verdict.Kind, value: Double? = nil, limit: Double? = nil,
        detail: String? = nil, judge: String? = nil, numbers: JSONObject? = nil,
        isAdvisory: Bool = false
    ) {
        self.name = name
        self.result = result
        self.value = value
        self.limit = limit
        self.detail = detail
        self.judge = judge
        self.numbers = numbers
        self.isAdvisory = isAdvisory
    }

    /// What it brings to the verdict.
    var counted: Verdict.Kind { isAdvisory ? .ok : result }

    var asAdvice: Check {
        Check(
            name, result, value: value, limit: limit, detail: detail, judge: judge,
            numbers: numbers, isAdvisory: true)
    }

    package init(_ fields: FieldReader) {
        let everything = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        self.init(
            fields.string("name"), fields.choice("result", or: .error),
            value: fields.optionalNumber("value", in: everything),
            limit: fields.optionalNumber("limit", in: everything),
            detail: fields.optionalString("detail"), judge: fields.optionalString("judge"),
            numbers: fields.optionalObject("numbers")?.document,
            isAdvisory: fields.optionalFlag("advisory") ?? false)
    }

    package var json: JSONObject {
        [
            "name": .string(name), "result": .string(result.rawValue), "value": .number(value),
            "limit": .number(limit), "detail": .string(detail), "judge": .string(judge),
            "numbers": numbers.map { .object($0) }, "advisory": isAdvisory ? true : nil,
        ]
    }
}
