/// Tells a storm from single events, by the log alone: everybody who reads it counts the same.
///
/// Windows of ten minutes lie side by side, by the time of recording. Of each kind from one service
/// the first three events in a window are told one by one; those that follow are told together in
/// one summary when the window is over.
package struct StormCounter: Sendable {
    package static let windowSeconds = 600
    package static let toldOneByOne = 3

    private struct Key: Hashable {
        let service: StreamName
        let kind: Notice.Kind
    }

    /// The position before the first event of the present window: reading again from there, and
    /// counting from nothing, gives the same.
    package private(set) var windowPosition: Int64
    private var window = Int64.min
    private var counts: [Key: Int] = [:]

    /// - Parameter position: where reading begins.
    package init(after position: Int64) { windowPosition = position }

    /// Every event that is read is shown to it, in order, whether it concerns people or not.
    package mutating func see(_ event: RecordedEvent) {
        let window = Self.index(event.recordedAt)
        guard window > self.window else { return }
        self.window = window
        windowPosition = event.position - 1
        counts = [:]
    }

    /// - Returns: the window's start and end when the notice belongs to a summary.
    package mutating func summary(
        of notice: Notice, in service: StreamName
    ) -> (start: Timestamp, end: Timestamp)? {
        let key = Key(service: service, kind: notice.kind)
        counts[key, default: 0] += 1
        guard counts[key, default: 0] > Self.toldOneByOne else { return nil }
        let start = Timestamp(microseconds: window * Int64(Self.windowSeconds) * 1_000_000)
        return (start, start.adding(seconds: Self.windowSeconds))
    }

    private static func index(_ time: Timestamp) -> Int64 {
        time.microseconds.flooredDivision(by: Int64(windowSeconds) * 1_000_000).quotient
    }
}
