import LedgerCore
import Testing

struct RollingScheduleTests {
    private func schedule(
        _ total: Int, surge: InstanceAmount, unavailable: InstanceAmount, threshold: Int = 0
    ) -> RollingSchedule {
        RollingSchedule(
            RollingSettings(
                maxSurge: surge, maxUnavailable: unavailable, failureThreshold: .count(threshold)),
            over: total)
    }

    /// The rows of docs/rolling.md: instances, surge, unavailable; sizes of the batches, and how
    /// many old ones each drains before.
    private static let table: [(Int, String, String, [Int], [Int])] = [
        (4, "25%", "25%", [2, 2], [1, 1]),
        (10, "25%", "25%", [5, 5], [2, 2]),
        (8, "25%", "0", [2, 2, 2, 2], [0, 0, 0, 0]),
        (8, "0", "25%", [2, 2, 2, 2], [2, 2, 2, 2]),
        (3, "25%", "25%", [1, 1, 1], [0, 0, 0]),
        (5, "1", "1", [2, 2, 1], [1, 1, 0]),
        (3, "0", "0", [1, 1, 1], [1, 1, 1]),
        (4, "100%", "0", [4], [0]),
        (4, "0", "100%", [3, 1], [3, 1]),
        (1, "25%", "25%", [1], [0]),
        (1, "0", "0", [1], [0]),
    ]

    @Test(arguments: table)
    func `surge is rounded up, unavailable down, and a batch is as large as both allow`(
        total: Int, surge: String, unavailable: String, sizes: [Int], drained: [Int]
    ) throws {
        let schedule = schedule(
            total, surge: try #require(InstanceAmount(surge)),
            unavailable: try #require(InstanceAmount(unavailable)))
        #expect(schedule.batches.map(\.added.count) == sizes)
        #expect(schedule.batches.map(\.drained) == drained)
    }

    /// Every count with every pair of limits and every threshold, at every step, also when as many
    /// fail as may.
    @Test func `never too many in use, never too few serving, and all are new in the end`() {
        for total in 1...20 {
            for surge in 0...total {
                for unavailable in 0...total {
                    for threshold in [0, 1, total] {
                        let schedule = schedule(
                            total, surge: .count(surge), unavailable: .count(unavailable),
                            threshold: threshold)
                        check(schedule)
                    }
                }
            }
        }
    }

    private func check(_ schedule: RollingSchedule) {
        let least = schedule.total - schedule.unavailable
        var (new, failed) = (0, 0)
        for batch in schedule.batches {
            let old = schedule.oldDuring(batch).count
            #expect(batch.added.lowerBound == new && !batch.added.isEmpty)
            #expect(old + new - failed >= max(1, least), "\(schedule)")
            new += batch.added.count
            #expect(old + new <= schedule.total + schedule.surge, "\(schedule)")
            failed = min(schedule.tolerated, new)
            let after = schedule.oldAfter(batch).count
            #expect(after <= old)
            #expect(after + new - failed >= max(1, least), "\(schedule)")
        }
        #expect(new == schedule.total)
        #expect(schedule.batches.last.map { schedule.oldAfter($0).count } == 0)
        #expect(schedule.surge + schedule.unavailable > 0)
    }

    @Test func `with nothing live all come at once, and nothing is drained`() {
        let schedule = RollingSchedule(RollingSettings(), over: 7, hasStable: false)
        #expect(schedule.batches.map(\.added) == [0..<7])
        #expect(schedule.batches.map(\.drained) == [0])
    }

    @Test func `room for what may fail is kept free`() {
        let strict = schedule(10, surge: .count(2), unavailable: .count(3))
        let lenient = schedule(10, surge: .count(2), unavailable: .count(3), threshold: 2)
        #expect(strict.batches.first?.added.count == 5)
        #expect(lenient.batches.first?.added.count == 3)
        #expect(schedule(4, surge: .count(1), unavailable: .count(0), threshold: 2).tolerated == 0)
    }
}
