/// What was measured in one look, as far as the source told sensibly.
package struct MeasuredLook: Sendable, Equatable {
    /// Of the version that is judged.
    package let subject: Measurement.Values
    /// Of the stable version; `nil` when it was not asked for, or the source had nothing.
    package let baseline: Measurement.Values?

    package init(subject: Measurement.Values, baseline: Measurement.Values?) {
        self.subject = subject
        self.baseline = baseline
    }

    var canary: ErrorCount { ErrorCount(subject) }

    /// `nil` without a baseline.
    var rates: RateLook? {
        baseline.map { RateLook(canary: canary, baseline: ErrorCount($0)) }
    }
}
