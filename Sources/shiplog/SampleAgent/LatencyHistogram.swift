/// Counts durations into Prometheus' cumulative buckets.
struct LatencyHistogram: Sendable {
    /// Seconds, as they stand in the `le` label; fine where agents answer, so that a quantile
    /// between two bounds is off by a fifth at most.
    static let bounds: [(label: String, seconds: Double)] = [
        "0.005", "0.01", "0.015", "0.02", "0.025", "0.03", "0.035", "0.04", "0.045", "0.05",
        "0.06", "0.07", "0.08", "0.09", "0.1", "0.12", "0.15", "0.18", "0.2", "0.25", "0.3",
        "0.35", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0", "1.2", "1.5", "2.0", "2.5", "3.0",
        "4.0", "5.0",
    ].compactMap { label in Double(label).map { (label, $0) } }

    /// By bucket, not yet summed up; the last one is above all bounds.
    private var counts = Array(repeating: 0, count: bounds.count + 1)
    private(set) var sum = 0.0

    var count: Int { counts.reduce(0, +) }

    mutating func note(seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0.seconds } ?? Self.bounds.count
        counts[bucket] += 1
        sum += seconds
    }

    /// How many were at most as long as each bound; the last is `+Inf`.
    var cumulative: [(label: String, count: Int)] {
        var total = 0
        return zip(Self.bounds.map(\.label) + ["+Inf"], counts).map { label, count in
            total += count
            return (label, total)
        }
    }
}
