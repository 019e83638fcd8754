import Rollout
import Testing

struct RolloutTimingTests {
    private let timing = RolloutTiming()

    private func longest(afterFailures failures: Int, isUrgent: Bool) -> Int {
        var random = SystemRandomNumberGenerator()
        return (0..<500).map { _ in
            timing.retryMilliseconds(
                afterFailures: failures, isUrgent: isUrgent, using: &random)
        }.max() ?? 0
    }

    @Test(arguments: [(0, 500), (1, 1000), (4, 8000), (6, 30_000), (1000, 30_000)])
    func `waits grow to half a minute`(_ row: (failures: Int, limit: Int)) {
        let longest = longest(afterFailures: row.failures, isUrgent: false)
        #expect((row.limit / 2...row.limit).contains(longest))
    }

    @Test func `what takes something from users waits five seconds at most`() {
        #expect(longest(afterFailures: 50, isUrgent: true) <= 5000)
    }

    @Test func `no wait is shorter than a fifth of a second`() {
        var random = SystemRandomNumberGenerator()
        for failures in -1...12 {
            let wait = timing.retryMilliseconds(
                afterFailures: failures, isUrgent: false, using: &random)
            #expect(wait >= 200)
        }
    }
}
