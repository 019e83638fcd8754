/// `sequential/1`: fails a canary whose rate of errors is higher than the baseline's.
///
/// It takes in all looks of a rollout in order, across stages, warm-up left out. However often it is
/// asked, it fails a version that is as good with probability ``EvidenceSettings/alpha`` at most,
/// as long as requests fail independently of each other; what fails together, its dispersion, cap
/// and restarts keep in bounds, which was simulated and not proved.
package struct SequentialJudge: Sendable, Equatable {
    package static let name = "sequential/1"

    private let settings: SequentialSettings
    private var process: EProcess
    /// Usable ones so far.
    private var looks: [RateLook] = []
    private var sums = RateSums()
    /// The final one, once there.
    private var ended: Finding?

    package init(_ settings: SequentialSettings = SequentialSettings()) {
        self.settings = settings
        process = EProcess(settings.evidence)
    }

    /// What to say after one more look; a final verdict stays.
    package mutating func judge(_ look: RateLook) -> Finding {
        if let ended { return ended }
        let finding = takeIn(look)
        if finding.verdict.isFinal { ended = finding }
        return finding
    }

    /// What to say after the last of these looks; `nil` without any.
    package static func judge(
        _ looks: some Sequence<RateLook>, settings: SequentialSettings = SequentialSettings()
    ) -> Finding? {
        var judge = SequentialJudge(settings)
        return looks.reduce(nil) { _, look in judge.judge(look) }
    }

    private mutating func takeIn(_ look: RateLook) -> Finding {
        guard look.isValid else { return Finding(verdict: .invalid, numbers: nil) }
        guard look.isUsable else { return Finding(verdict: .noData, numbers: nil) }
        let phi = Dispersion.ofShares(
            looks, ratio: sums.ratio, atLeast: settings.evidence.phi0)
        process.add(
            errors: Double(look.canary.errors), of: look.errors,
            share: look.canaryShare(ratio: settings.nullRatio), phi: phi)
        looks.append(look)
        sums.add(look)
        let recent = RateSums(looks.suffix(settings.evidence.recentLooks))
        let numbers = Numbers(
            evidence: process.numbers(phi: phi),
            all: RateComparison(sums, settings: settings),
            recent: RateComparison(recent, settings: settings))
        return Finding(verdict: verdict(numbers), numbers: numbers)
    }

    private func verdict(_ numbers: Numbers) -> JudgeVerdict {
        if process.isDecisive, numbers.segment != nil { return .fail }
        let requests = numbers.all.canary.requests
        return requests < settings.evidence.minRequests ? .insufficient : .ok
    }
}

extension SequentialJudge {
    package struct Finding: Sendable, Equatable {
        package let verdict: JudgeVerdict
        /// `nil` when the look was no evidence.
        package let numbers: Numbers?
    }

    package struct Numbers: Sendable, Equatable {
        package let evidence: EvidenceNumbers
        /// Over all usable looks of the rollout.
        package let all: RateComparison
        /// Over the last ``EvidenceSettings/recentLooks`` of them.
        package let recent: RateComparison

        /// Where the canary is worse by more than is allowed; `nil` when nowhere.
        package var segment: JudgedSegment? {
            all.isWorse ? .all : recent.isWorse ? .recent : nil
        }
    }
}
