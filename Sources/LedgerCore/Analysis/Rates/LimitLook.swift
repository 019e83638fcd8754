/// What both versions did between the last look and this one, and what is allowed.
package struct LimitLook: Sendable, Equatable {
    package let canary: ErrorCount
    package let baseline: ErrorCount
    /// Highest rate of errors allowed, 0...1; stages may have their own.
    package let limit: Double

    package init(canary: ErrorCount, baseline: ErrorCount, limit: Double) {
        self.canary = canary
        self.baseline = baseline
        self.limit = limit
    }

    var isValid: Bool { canary.isValid && baseline.isValid && (0...1).contains(limit) }
}
