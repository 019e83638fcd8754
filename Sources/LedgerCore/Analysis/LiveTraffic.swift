/// What the steady watch last saw of the live version: its traffic before a deployment begins.
package struct LiveTraffic: Sendable, Equatable {
    /// Windows that are kept, the newest; they do not overlap.
    private static let limit = 20

    private var windows: [Window] = []

    private struct Window: Equatable {
        let end: Timestamp
        let seconds: Int
        let count: ErrorCount
    }

    package init() {}

    package var isKnown: Bool { !windows.isEmpty }
    package var count: ErrorCount { windows.reduce(.none) { $0 + $1.count } }
    package var requestsPerSecond: Double {
        Double(count.requests) / Double(max(1, windows.reduce(0) { $0 + $1.seconds }))
    }
    /// 0...1.
    package var errorRate: Double {
        count.requests > 0 ? Double(count.errors) / Double(count.requests) : 0
    }

    /// Takes in what one window held, unless it overlaps the last one that was taken in.
    package mutating func add(_ values: Measurement.Values, seconds: Int, until end: Timestamp) {
        if let last = windows.last, end.adding(seconds: -seconds) < last.end { return }
        windows.append(Window(end: end, seconds: seconds, count: ErrorCount(values)))
        if windows.count > Self.limit { windows.removeFirst() }
    }
}
