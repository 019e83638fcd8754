/// What a plan can notice, said before it starts.
package enum PowerStatement: Sendable, Equatable {
    /// - Parameters:
    ///   - rate: of the canary's errors, 0...1.
    ///   - ratio: to the baseline's rate; `nil` when that is 0.
    ///   - limitedBy: what keeps smaller rates from being caught.
    case detectable(rate: Double, ratio: Double?, limitedBy: PowerObstacle)
    /// Not even a canary that always fails is caught.
    case underpowered(PowerObstacle)
}

/// What keeps a canary from being failed.
package enum PowerObstacle: String, Sendable, CaseIterable {
    case minRequests = "min_requests"
    case minErrors = "min_errors"
    /// Too small a part of the baseline's rate; detection at this floor is below 9 in 10.
    case minRelative = "min_relative"
    /// Too small a difference; detection at this floor is below 9 in 10.
    case minAbsolute = "min_absolute"
    case evidence
}
