/// `rank/1`: fails a canary whose points, such as latencies, lie above the baseline's by more than
/// is allowed.
///
/// It takes in the looks of one stage, and tests at 6, 9, 14, 21, 32, 48 ... points a side. The
/// exact p of test i must be below alpha/(tests stages i (i + 1)), so that all tests together fail a
/// version that is as good with probability alpha at most, as long as points are independent.
package struct RankJudge: Sendable, Equatable {
    package static let name = "rank/1"

    private let settings: RankSettings
    /// Finite ones so far, in order.
    package private(set) var canary: [Double] = []
    package private(set) var baseline: [Double] = []
    /// Of the last test; 0 before the first.
    private var index = 0
    /// The final one, once there.
    private var ended: Finding?

    package init(_ settings: RankSettings = RankSettings()) {
        self.settings = settings
    }

    /// What to say after one more look; a final verdict stays.
    package mutating func judge(_ look: PointLook) -> Finding {
        if let ended { return ended }
        let finding = takeIn(look)
        if finding.verdict.isFinal { ended = finding }
        return finding
    }

    /// What to say after the last of these looks; `nil` without any.
    package static func judge(
        _ looks: some Sequence<PointLook>, settings: RankSettings = RankSettings()
    ) -> Finding? {
        var judge = RankJudge(settings)
        return looks.reduce(nil) { _, look in judge.judge(look) }
    }

    private mutating func takeIn(_ look: PointLook) -> Finding {
        if let point = look.canary, point.isFinite { canary.append(point) }
        if let point = look.baseline, point.isFinite { baseline.append(point) }
        let due = settings.testsDue(points: min(canary.count, baseline.count))
        if due > index, let test = test(due) {
            index = due
            return Finding(verdict: test.p <= test.bound ? .fail : .ok, test: test)
        }
        return Finding(verdict: index == 0 ? .insufficient : .ok, test: nil)
    }

    private func test(_ index: Int) -> Test? {
        let allowed = baseline.map(settings.allowed)
        guard let ranks = MannWhitney(canary: canary, baseline: allowed) else { return nil }
        return Test(
            index: index, canaryPoints: canary.count, baselinePoints: baseline.count, u: ranks.u,
            p: settings.direction == .higherIsWorse ? ranks.greater : ranks.less,
            bound: settings.bound(index))
    }
}

extension RankJudge {
    package struct Finding: Sendable, Equatable {
        package let verdict: JudgeVerdict
        /// `nil` when no test was due at this look.
        package let test: Test?
    }

    package struct Test: Sendable, Equatable {
        /// 1 and up.
        package let index: Int
        package let canaryPoints: Int
        package let baselinePoints: Int
        /// Mann-Whitney's, of the canary against what is allowed.
        package let u: Double
        /// One-sided and exact; of so much harm, if the canary is just as allowed.
        package let p: Double
        /// What ``p`` must not be above for the canary to fail.
        package let bound: Double
    }
}
