/// The worker's durations; the defaults are what the simulation of the design was run with.
package struct RolloutTiming: Sendable, Equatable {
    /// How far ahead a due row is set while somebody works on it.
    package var inHandSeconds = 30
    /// Between two read-backs of a router: in steady watch, in a stage, and while a late request
    /// may still arrive.
    package var watchRoundSeconds = 10
    package var stageRoundSeconds = 5
    package var unsettledRoundSeconds = 3
    /// An intent older than this (by the monotonic clock) is not acted on without a reload.
    package var sendWithin = Duration.seconds(2)
    /// Shares are not set later than this after the append of their intent was sent. With the 4 s
    /// that setting may take it is done before another worker takes over, after 12 s.
    package var setWithin = Duration.seconds(8)
    /// Between two questions for a slot's health while it comes up, and in a row.
    package var healthRetrySeconds = 2
    package var healthInterval = Duration.milliseconds(200)
    /// Caps of the retry backoff; taking something back is tried again sooner.
    package var retryCapMilliseconds = 30_000
    package var urgentRetryCapMilliseconds = 5_000
    /// How often an append is decided again after somebody else's.
    package var conflictRetries = 20
    /// Steps of one wake-up before it is handed back to the queue.
    package var turnLimit = 60

    package init() {}

    /// Full jitter over `500 ms * 2^failures`, at least 200 ms.
    package func retryMilliseconds(
        afterFailures failures: Int, isUrgent: Bool, using random: inout some RandomNumberGenerator
    ) -> Int {
        let cap = isUrgent ? urgentRetryCapMilliseconds : retryCapMilliseconds
        let ceiling = min(cap, 500 << min(max(failures, 0), 10))
        return Int.random(in: min(200, ceiling)...ceiling, using: &random)
    }
}
