/// Absolute conditions of one stage; what is `nil` is not asked for.
package struct Criteria: Sendable, Equatable {
    /// 0...1.
    package let maxErrorRate: Double?
    /// 0...1, of requests that did not fail.
    package let minSuccessRate: Double?
    package let maxLatencyMillisecondsP50: Double?
    package let maxLatencyMillisecondsP99: Double?
    /// Of what the source measures by name.
    package let metrics: [MetricCondition]
    /// Conditions that are reported and never hold, fail or pass anything; in ``Condition``'s order.
    package let advisory: [Condition]

    package init(
        maxErrorRate: Double? = nil, maxLatencyMillisecondsP99: Double? = nil,
        minSuccessRate: Double? = nil, maxLatencyMillisecondsP50: Double? = nil,
        metrics: [MetricCondition] = [], advisory: [Condition] = []
    ) {
        self.maxErrorRate = maxErrorRate
        self.minSuccessRate = minSuccessRate
        self.maxLatencyMillisecondsP50 = maxLatencyMillisecondsP50
        self.maxLatencyMillisecondsP99 = maxLatencyMillisecondsP99
        self.metrics = metrics
        self.advisory = Condition.allCases.filter(advisory.contains)
    }

    /// 1 % errors and a second: what the book chapter asks of a small share.
    package static let chapterDefault = Criteria(
        maxErrorRate: 0.01, maxLatencyMillisecondsP99: 1000)

    /// What a look is judged by, as checks name it.
    package enum Condition: String, Sendable, CaseIterable {
        case maxErrorRate = "max_error_rate"
        case minSuccessRate = "min_success_rate"
        case maxLatencyP50 = "max_latency_p50"
        case maxLatencyP99 = "max_latency_p99"
        case errorRateAgainstBaseline = "error_rate_against_baseline"
        case latencyP99AgainstBaseline = "latency_p99_against_baseline"
    }

    /// The checks of a look, with those of advisory conditions marked.
    func marking(_ checks: [Check]) -> [Check] {
        guard !advisory.isEmpty else { return checks }
        return checks.map { check in
            advisory.contains { $0.rawValue == check.name } ? check.asAdvice : check
        }
    }
}

extension Criteria {
    /// The chapter's names; milliseconds for the latency.
    package init(_ fields: FieldReader) {
        let latencies = 0.0...3_600_000
        self.init(
            maxErrorRate: fields.optionalNumber("max_error_rate", in: 0...1),
            maxLatencyMillisecondsP99: fields.optionalNumber("max_latency_p99", in: latencies),
            minSuccessRate: fields.optionalNumber("min_success_rate", in: 0...1),
            maxLatencyMillisecondsP50: fields.optionalNumber("max_latency_p50", in: latencies),
            metrics: fields.optionalObjects("metrics", count: 0...MetricCondition.limit)?
                .map(MetricCondition.init) ?? [],
            advisory: Self.advisory(fields))
        fields.refuseUnknownFields()
    }

    private static func advisory(_ fields: FieldReader) -> [Condition] {
        let names = fields.optionalStrings("advisory", count: 0...Condition.allCases.count) ?? []
        let found = names.compactMap(Condition.init)
        if found.count < names.count {
            let known = Condition.allCases.map(\.rawValue).joined(separator: ", ")
            fields.note("must hold some of: \(known)", at: "advisory")
        }
        return found
    }

    /// What is not asked for stays away.
    package var json: JSONObject {
        [
            "max_error_rate": .number(maxErrorRate),
            "max_latency_p99": .number(maxLatencyMillisecondsP99),
            "min_success_rate": .number(minSuccessRate),
            "max_latency_p50": .number(maxLatencyMillisecondsP50),
            "metrics": metrics.isEmpty ? nil : .array(metrics.map { .object($0.json) }),
            "advisory": advisory.isEmpty ? nil : .strings(advisory.map(\.rawValue)),
        ]
    }
}
