/// How the looks of a measurement came out so far.
package struct LookTally: Sendable, Equatable {
    package enum Outcome: Sendable {
        case success
        case failure
        case inconclusive
        /// The source did not answer.
        case error
    }

    package var failed = 0
    package var inconclusive = 0
    package var consecutiveSuccesses = 0
    package var consecutiveErrors = 0
    package var consecutiveFailures = 0
    /// Looks that were answered, whatever the answer.
    package var taken = 0

    package init() {}

    package mutating func add(_ outcome: Outcome) {
        consecutiveSuccesses = outcome == .success ? consecutiveSuccesses + 1 : 0
        consecutiveErrors = outcome == .error ? consecutiveErrors + 1 : 0
        consecutiveFailures = outcome == .failure ? consecutiveFailures + 1 : 0
        if outcome != .error { taken += 1 }
        if outcome == .failure { failed += 1 }
        if outcome == .inconclusive { inconclusive += 1 }
    }
}
