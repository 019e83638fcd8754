/// A process's own sense of time, and its dice: for patience and for spreading out retries. What the
/// log says is never decided by it.
package struct ProcessTime: Sendable {
    let now: @Sendable () -> ContinuousClock.Instant
    let wait: @Sendable (Duration) async throws -> Void
    let random: @Sendable () -> UInt64

    /// - Parameters:
    ///   - now: never goes back while the process lives.
    ///   - wait: throws when the task is cancelled.
    package init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.wait = wait
        self.random = random
    }

    package static let system = ProcessTime(
        now: { .now }, wait: { try await Task.sleep(for: $0) },
        random: {
            var system = SystemRandomNumberGenerator()
            return system.next()
        })

    var dice: Dice { Dice(random: random) }

    struct Dice: RandomNumberGenerator {
        fileprivate let random: @Sendable () -> UInt64

        mutating func next() -> UInt64 { random() }
    }
}
