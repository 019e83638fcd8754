/// What both versions did between the last look and this one; not since the start.
package struct RateLook: Sendable, Equatable {
    package let canary: ErrorCount
    package let baseline: ErrorCount

    package init(canary: ErrorCount, baseline: ErrorCount) {
        self.canary = canary
        self.baseline = baseline
    }

    var isValid: Bool { canary.isValid && baseline.isValid }
    var isUsable: Bool { canary.requests > 0 && baseline.requests > 0 }

    /// Of both versions together.
    var errors: Double { Double(canary.errors) + Double(baseline.errors) }

    /// The share of all errors that falls to the canary when its rate is so many times the
    /// baseline's; 0...1, for a usable look.
    func canaryShare(ratio: Double) -> Double {
        let expected = ratio * Double(canary.requests)
        return expected / (expected + Double(baseline.requests))
    }
}
