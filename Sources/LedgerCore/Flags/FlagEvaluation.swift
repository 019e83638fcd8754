/// What somebody gets of a flag, and why.
package struct FlagEvaluation: Sendable, Equatable {
    /// `nil` when the flag is off and names no variant for that: the caller's own default counts.
    package let variant: String?
    package let cause: Cause
    /// The bucket, where one decided.
    package let bucket: FlagBucket?

    package init(variant: String?, cause: Cause, bucket: FlagBucket? = nil) {
        self.variant = variant
        self.cause = cause
        self.bucket = bucket
    }

    package enum Cause: Sendable, Equatable {
        case killed
        case override
        case disabled
        /// The flag that has not the variant that is asked of it.
        case prerequisite(String)
        /// By index, from 0.
        case rule(Int)
        case all
        case none
        case percentage
        case listed
        case notListed
        case beforeWindow
        case insideWindow
        case afterWindow
        /// Taken in, but nothing is known by which to divide.
        case undivided
    }

    /// What OpenFeature calls it.
    package enum Reason: String, Sendable {
        case fixed = "STATIC"
        case targeted = "TARGETING_MATCH"
        case split = "SPLIT"
        case disabled = "DISABLED"
        case standard = "DEFAULT"
    }

    package var reason: Reason {
        switch cause {
        case .killed, .disabled, .prerequisite: .disabled
        case .override, .rule, .listed: .targeted
        case .all, .none: bucket == nil ? .fixed : .split
        case .percentage, .insideWindow: .split
        case .afterWindow: bucket == nil ? .fixed : .split
        case .notListed, .beforeWindow, .undivided: .standard
        }
    }
}
