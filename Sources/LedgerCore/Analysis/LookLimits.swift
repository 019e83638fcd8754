/// When a count of looks ends a measurement, as Argo Rollouts counts them.
///
/// A limit trips when a count is greater than it. What fails outweighs what is inconclusive, that an
/// error, and that a success.
package struct LookLimits: Sendable, Equatable {
    /// `nil` for none.
    package var failureLimit: Int?
    package var inconclusiveLimit: Int
    /// Failures in a row; `nil` for none.
    package var consecutiveFailureLimit: Int?
    /// Errors in a row; they are asked for again and are no looks.
    package var consecutiveErrorLimit: Int
    /// So many good looks in a row are enough, 1 and up; `nil` for none.
    package var consecutiveSuccessLimit: Int?
    /// Looks to take, 1 and up; `nil` for as many as there is time.
    package var plannedLooks: Int?

    package init(
        failureLimit: Int? = 0, inconclusiveLimit: Int = 0, consecutiveErrorLimit: Int = 4,
        consecutiveSuccessLimit: Int? = nil, plannedLooks: Int? = nil,
        consecutiveFailureLimit: Int? = nil
    ) {
        self.failureLimit = failureLimit
        self.inconclusiveLimit = inconclusiveLimit
        self.consecutiveErrorLimit = consecutiveErrorLimit
        self.consecutiveSuccessLimit = consecutiveSuccessLimit
        self.plannedLooks = plannedLooks
        self.consecutiveFailureLimit = consecutiveFailureLimit
    }

    /// - Parameter isOver: the measurement's time has come to its end. Not for one that was cut
    ///   short: what nobody waited for is no success.
    package func state(after tally: LookTally, isOver: Bool) -> State {
        if let failureLimit, tally.failed > failureLimit { return .failed }
        if let consecutiveFailureLimit, tally.consecutiveFailures > consecutiveFailureLimit {
            return .failed
        }
        if tally.inconclusive > inconclusiveLimit { return .inconclusive }
        if tally.consecutiveErrors > consecutiveErrorLimit { return .error }
        if let limit = consecutiveSuccessLimit, tally.consecutiveSuccesses >= limit {
            return .successful
        }
        if let plannedLooks, tally.taken >= plannedLooks { return allTaken }
        return isOver ? .successful : .running
    }

    /// Neither limit was reached with the last look.
    private var allTaken: State {
        guard consecutiveSuccessLimit != nil else { return .successful }
        return failureLimit == nil ? .failed : .inconclusive
    }

    package enum State: String, Sendable, CaseIterable {
        case running
        case successful
        case failed
        case inconclusive
        case error
    }
}
