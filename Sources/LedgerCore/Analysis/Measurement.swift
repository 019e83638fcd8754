/// What a metrics source said of one version in one window.
package struct Measurement: Sendable, Equatable {
    package enum Answer: Sendable, Equatable {
        case value(Values)
        /// The source answered and has nothing: empty, not a number, or no traffic. Never good.
        case noData(String)
        /// The source did not answer, or not sensibly; the text is safe for a log and an event.
        case error(String)
    }

    /// What was measured; every number is finite.
    package struct Values: Sendable, Equatable {
        /// 0 and up; sources extrapolate, so rounded.
        package let requests: Int
        /// Failed ones among them, 0...requests.
        package let errors: Int
        /// Milliseconds; `nil` when the source has no latencies.
        package let latencyMillisecondsP50: Double?
        package let latencyMillisecondsP95: Double?
        package let latencyMillisecondsP99: Double?
        /// By name; empty when the source measures nothing further.
        package let metrics: [String: Double]

        package init(
            requests: Int, errors: Int, latencyMillisecondsP50: Double? = nil,
            latencyMillisecondsP95: Double? = nil, latencyMillisecondsP99: Double? = nil,
            metrics: [String: Double] = [:]
        ) {
            self.requests = requests
            self.errors = errors
            self.latencyMillisecondsP50 = latencyMillisecondsP50
            self.latencyMillisecondsP95 = latencyMillisecondsP95
            self.latencyMillisecondsP99 = latencyMillisecondsP99
            self.metrics = metrics
        }

        /// An event can hold it and be read again; a source may answer anything.
        package var isStorable: Bool {
            let latencies = [
                latencyMillisecondsP50, latencyMillisecondsP95, latencyMillisecondsP99,
            ].compactMap(\.self)
            return Self.countRange.contains(requests) && Self.countRange.contains(errors)
                && latencies.allSatisfy(Self.latencyRange.contains)
                && metrics.count <= NamedMetrics.limit
                && metrics.allSatisfy {
                    NamedMetrics.isName($0.key) && NamedMetrics.range.contains($0.value)
                }
        }

        /// Whole numbers of JSON that every program reads alike.
        static let countRange = 0...(1 << 53) - 1
        /// Milliseconds.
        static let latencyRange = 0...1e12

        /// 0...1; `nil` without requests.
        package var errorRate: Double? {
            requests > 0 ? Double(errors) / Double(requests) : nil
        }
    }

    package let answer: Answer
    /// Name of the source, such as `prometheus`.
    package let provider: String
    /// The exact question, for whoever asks it again; holds no secret.
    package let query: String

    package init(answer: Answer, provider: String, query: String) {
        self.answer = answer
        self.provider = provider
        self.query = query
    }
}
