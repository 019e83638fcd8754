/// What `rank/1` allows, and how much evidence it takes.
package struct RankSettings: Sendable, Equatable {
    package enum Direction: String, Sendable, CaseIterable {
        case higherIsWorse = "higher_is_worse"
        case lowerIsWorse = "lower_is_worse"
    }

    /// Probability that a good version is failed in the whole rollout, above 0, below 1.
    package var alpha: Double
    /// How many tests share ``alpha``: all that may fail this rollout, 1 and up.
    package var tests: Int
    /// Of the plan, 1 and up; each starts anew.
    package var stages: Int
    /// Worse by this part of the baseline's value is let be; 0 and up.
    package var minRelative: Double
    /// And so is worse by this, in the unit of the points; 0 and up.
    package var floor: Double
    package var direction: Direction
    /// A side, at the first test. With five the strongest evidence is 1/252, which is too weak.
    package var firstPoints: Int
    /// In a point's window; the 99th percentile of fewer is another quantity.
    package var minRequests: Int

    package init(
        alpha: Double = 0.01, tests: Int = 1, stages: Int = 3, minRelative: Double = 0.1,
        floor: Double = 0, direction: Direction = .higherIsWorse, firstPoints: Int = 6,
        minRequests: Int = 200
    ) {
        self.alpha = alpha
        self.tests = tests
        self.stages = stages
        self.minRelative = minRelative
        self.floor = floor
        self.direction = direction
        self.firstPoints = firstPoints
        self.minRequests = minRequests
    }

    /// A side's point for a ``PointLook``; `nil` when its window had too few requests.
    package func point(_ value: Double?, requests: Int) -> Double? {
        requests >= minRequests ? value : nil
    }

    /// How many tests are due with so many points a side.
    func testsDue(points: Int) -> Int {
        var (tests, needed) = (0, firstPoints)
        while needed <= points {
            tests += 1
            needed += (needed + 1) / 2
        }
        return tests
    }

    func bound(_ index: Int) -> Double {
        alpha / (Double(tests) * Double(stages) * Double(index) * Double(index + 1))
    }

    /// The worst value that counts as no worse than this one of the baseline.
    func allowed(_ value: Double) -> Double {
        let allowance = max(minRelative * value.magnitude, floor)
        return direction == .higherIsWorse ? value + allowance : value - allowance
    }
}
