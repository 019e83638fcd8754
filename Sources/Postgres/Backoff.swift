/// When to try again to connect: 50 ms after the first failure, then twice as long, at most 2 s.
package struct Backoff: Sendable {
    package private(set) var nextTry = ContinuousClock.now
    private var pause = Duration.milliseconds(50)

    package init() {}

    package mutating func failed(at now: ContinuousClock.Instant) {
        nextTry = now + pause
        pause = min(pause * 2, .seconds(2))
    }
}
