/// `limit/1`: fails a canary whose rate of errors is higher than a limit, at once when grossly so.
///
/// The evidence is that of ``SequentialJudge``, against a fixed rate in place of the baseline's. The
/// baseline serves to see when both versions fail grossly; it may have no requests.
package struct LimitJudge: Sendable, Equatable {
    package static let name = "limit/1"

    private let settings: LimitSettings
    private var process: EProcess
    /// The canary's, of usable looks so far.
    private var counts: [ErrorCount] = []
    private var sum = ErrorCount.none
    /// The final one, once there.
    private var ended: Finding?

    package init(_ settings: LimitSettings = LimitSettings()) {
        self.settings = settings
        process = EProcess(settings.evidence)
    }

    /// What to say after one more look; a final verdict stays.
    package mutating func judge(_ look: LimitLook) -> Finding {
        if let ended { return ended }
        let finding = takeIn(look)
        if finding.verdict.isFinal { ended = finding }
        return finding
    }

    /// What to say after the last of these looks; `nil` without any.
    package static func judge(
        _ looks: some Sequence<LimitLook>, settings: LimitSettings = LimitSettings()
    ) -> Finding? {
        var judge = LimitJudge(settings)
        return looks.reduce(nil) { _, look in judge.judge(look) }
    }

    private mutating func takeIn(_ look: LimitLook) -> Finding {
        guard look.isValid else { return Finding(verdict: .invalid, numbers: nil) }
        guard look.canary.requests > 0 else { return Finding(verdict: .noData, numbers: nil) }
        let phi = Dispersion.ofRates(counts, sum: sum, atLeast: settings.evidence.phi0)
        process.add(
            errors: Double(look.canary.errors), of: Double(look.canary.requests),
            share: look.limit, phi: phi)
        counts.append(look.canary)
        sum = sum + look.canary
        let numbers = numbers(look, phi: phi)
        return Finding(verdict: verdict(numbers), numbers: numbers)
    }

    private func numbers(_ look: LimitLook, phi: Double) -> Numbers {
        let recent = counts.suffix(settings.evidence.recentLooks).reduce(.none, +)
        let segments: [(JudgedSegment, ErrorCount)] = [(.all, sum), (.recent, recent)]
        return Numbers(
            evidence: process.numbers(phi: phi), limit: look.limit, all: sum, recent: recent,
            segment: segments.first { isAbove(look.limit, $0.1) }?.0,
            canaryBreach: GrossBreach(look.canary, limit: look.limit, settings: settings),
            baselineBreach: GrossBreach(look.baseline, limit: look.limit, settings: settings))
    }

    private func isAbove(_ limit: Double, _ count: ErrorCount) -> Bool {
        settings.evidence.isEnough(count) && Double(count.errors) > limit * Double(count.requests)
    }

    private func verdict(_ numbers: Numbers) -> JudgeVerdict {
        if numbers.canaryBreach.isGross {
            return numbers.baselineBreach.isGross ? .holdBoth : .failGross
        }
        if process.isDecisive, numbers.segment != nil { return .fail }
        return numbers.all.requests < settings.evidence.minRequests ? .insufficient : .ok
    }
}

extension LimitJudge {
    package struct Finding: Sendable, Equatable {
        package let verdict: JudgeVerdict
        /// `nil` when the look was no evidence.
        package let numbers: Numbers?
    }

    package struct Numbers: Sendable, Equatable {
        package let evidence: EvidenceNumbers
        /// Of this look's stage.
        package let limit: Double
        /// The canary's, over all usable looks of the rollout.
        package let all: ErrorCount
        /// The canary's, over the last ``EvidenceSettings/recentLooks`` of them.
        package let recent: ErrorCount
        /// Where the canary is above the limit, on enough requests and errors; `nil` when nowhere.
        package let segment: JudgedSegment?
        package let canaryBreach: GrossBreach
        package let baselineBreach: GrossBreach
    }
}
