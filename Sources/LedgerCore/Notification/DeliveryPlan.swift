/// When a message is tried again, and when it is given up.
package enum DeliveryPlan {
    /// Seconds before each attempt, counted from the failure of the one before: as Standard
    /// Webhooks advise, up to two hours.
    package static let delaysSeconds = [0, 5, 30, 300, 1800, 7200]

    package static var mostAttempts: Int { delaysSeconds.count }

    /// The longest that one call may take.
    package static let callSeconds = 10

    /// The longest between recording an attempt and calling; later than that others may be at it.
    package static let mostDelaySeconds = 15

    /// Without an outcome for this long its worker is gone, and the next attempt begins.
    package static let takeoverSeconds = 30

    /// - Parameter attempt: the one that failed, from 1.
    /// - Returns: `nil` when it was the last.
    package static func retry(after attempt: Int, failedAt: Timestamp) -> Timestamp? {
        guard attempt < mostAttempts else { return nil }
        return failedAt.adding(seconds: delaysSeconds[max(0, attempt)])
    }
}
