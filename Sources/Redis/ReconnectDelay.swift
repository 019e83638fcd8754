/// Keeps a connection from knocking at a dead server with every call.
///
/// After a failed attempt further calls fail at once with the same error: for 50 ms, twice as long
/// after each further failure, 1 s at most.
struct ReconnectDelay {
    private var failures = 0
    private var last: (error: RedisError, until: ContinuousClock.Instant)?

    /// The error to answer with instead of another attempt.
    func refusal(at now: ContinuousClock.Instant) -> RedisError? {
        guard let last, now < last.until else { return nil }
        return last.error
    }

    mutating func failed(_ error: RedisError, at now: ContinuousClock.Instant) {
        let wait = min(Duration.milliseconds(50 << min(failures, 5)), .seconds(1))
        failures += 1
        last = (error, now + wait)
    }

    mutating func succeeded() { self = ReconnectDelay() }
}
