/// What was pushed of one version, as one answer.
///
/// A sample counts when it is received, once; the clock of whoever sent it only says whether its
/// window had begun when the traffic was what it is now.
package struct PushedWindow: Sendable {
    private let version: String
    /// A sample whose window began earlier is of other traffic.
    private let notBefore: Timestamp
    private var sum = MeasurementSum()
    private var early = 0
    /// Samples that counted; each may be the sum of several that were sent together.
    package private(set) var counted = 0

    package init(version: String, notBefore: Timestamp) {
        self.version = version
        self.notBefore = notBefore
    }

    package mutating func add(_ batch: PushEvent.Batch) {
        for sample in batch.samples where sample.version == version {
            if sample.startedAt < notBefore {
                early += 1
            } else {
                counted += 1
                sum.add(sample.values)
            }
        }
    }

    package var answer: Measurement.Answer {
        if sum.requests > 0 { return .value(sum.values) }
        if counted > 0 { return .noData("No requests in the window") }
        return .noData(
            early > 0
                ? "Every sample received began before the traffic was what it is"
                : "No sample of this version was received in the window")
    }
}
