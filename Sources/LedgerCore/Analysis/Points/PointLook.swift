/// One point of each side, such as the 99th percentile of the latencies since the last look.
package struct PointLook: Sendable, Equatable {
    /// `nil` or not finite when there is none: too few requests, or nothing from the source.
    package let canary: Double?
    package let baseline: Double?

    package init(canary: Double?, baseline: Double?) {
        self.canary = canary
        self.baseline = baseline
    }
}
