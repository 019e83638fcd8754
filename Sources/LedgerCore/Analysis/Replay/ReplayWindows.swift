/// Turns recorded windows into those that another judge is shown: the sequential one adds looks up,
/// so its windows follow each other; the guarded ratio's reach back to the stage's beginning.
struct ReplayWindows {
    let from: JudgeChoice
    let to: JudgeChoice

    /// Seconds by which two windows that begin together may differ: recorded times are of the ends.
    private static let tolerance = 2

    /// - Returns: looks with their recorded number, from 1; one whose traffic cannot be told apart
    ///   from that of an earlier one is left out.
    func looks(_ recorded: [PastDeployment.Look]) -> [(number: Int, look: PastDeployment.Look)] {
        let numbered = recorded.enumerated().map { (number: $0 + 1, look: $1) }
        switch (from, to) {
        case (.guardedRatio, .sequential): return added(numbered)
        case (.sequential, .guardedRatio): return summed(numbered)
        default: return numbered
        }
    }

    private typealias Numbered = (number: Int, look: PastDeployment.Look)

    private func added(_ looks: [Numbered]) -> [Numbered] {
        var last: PastDeployment.Look?
        return looks.compactMap { number, look in
            defer { last = keeps(look, after: last) ? look : last }
            guard let before = last, before.stage == look.stage,
                look.startsAt < before.at.adding(seconds: -Self.tolerance)
            else { return (number, look) }
            guard let difference = look.less(before, within: Self.tolerance) else { return nil }
            return (number, difference)
        }
    }

    /// Whether the next window is compared with this one.
    private func keeps(_ look: PastDeployment.Look, after last: PastDeployment.Look?) -> Bool {
        guard look.isComplete else { return false }
        guard let last, last.stage == look.stage else { return true }
        return look.startsAt >= last.at.adding(seconds: -Self.tolerance)
            || look.less(last, within: Self.tolerance) != nil
    }

    private func summed(_ looks: [Numbered]) -> [Numbered] {
        var window: [PastDeployment.Look] = []
        return looks.map { number, look in
            if window.first?.stage != look.stage { window = [] }
            guard look.isComplete else { return (number, look) }
            window.append(look)
            let start = look.at.adding(seconds: -AnalysisSettings.maximumWindowSeconds)
            window.removeAll { $0.startsAt < start }
            return (number, window.reduce(nil) { $0?.plus($1) ?? $1 } ?? look)
        }
    }
}

extension PastDeployment.Look {
    fileprivate var startsAt: Timestamp { at.adding(seconds: -windowSeconds) }

    /// Both sides told numbers, as far as they were asked.
    fileprivate var isComplete: Bool {
        canary.values != nil && (baseline == nil || baseline?.values != nil)
    }

    /// What came after an earlier look whose window begins with this one's; `nil` when that cannot
    /// be told. Latencies remain those of the whole window.
    fileprivate func less(
        _ earlier: PastDeployment.Look, within tolerance: Int
    ) -> PastDeployment.Look? {
        let shift = startsAt.seconds(since: earlier.startsAt)
        guard (-tolerance...tolerance).contains(shift), isComplete,
            let own = canary.values, let before = earlier.canary.values,
            let rest = own.less(before)
        else { return nil }
        var other: Measurement?
        if let baseline {
            guard let own = baseline.values, let before = earlier.baseline?.values,
                let rest = own.less(before)
            else { return nil }
            other = baseline.answering(rest)
        }
        return with(
            canary.answering(rest), other, windowSeconds: max(1, at.seconds(since: earlier.at)))
    }

    /// Both windows together; the latencies are the later one's.
    fileprivate func plus(_ later: PastDeployment.Look) -> PastDeployment.Look {
        later.with(
            later.canary.adding(canary.values), later.baseline?.adding(baseline?.values),
            windowSeconds: max(1, later.at.seconds(since: startsAt)))
    }

    private func with(
        _ canary: Measurement, _ baseline: Measurement?, windowSeconds: Int
    ) -> PastDeployment.Look {
        PastDeployment.Look(
            stage: stage, at: at, windowSeconds: windowSeconds, canary: canary,
            baseline: baseline, verdict: verdict)
    }
}

extension Measurement {
    fileprivate var values: Values? {
        guard case .value(let values) = answer, ErrorCount(values).isValid else { return nil }
        return values
    }

    fileprivate func answering(_ values: Values) -> Measurement {
        Measurement(answer: .value(values), provider: provider, query: query)
    }

    fileprivate func adding(_ others: Values?) -> Measurement {
        guard let values, let others else { return self }
        return answering(
            values.with(ErrorCount(values) + ErrorCount(others)))
    }
}

extension Measurement.Values {
    /// `nil` when the earlier window had more, which its source then counted otherwise.
    fileprivate func less(_ earlier: Measurement.Values) -> Measurement.Values? {
        let count = ErrorCount(
            errors: errors - earlier.errors, requests: requests - earlier.requests)
        return count.isValid ? with(count) : nil
    }

    fileprivate func with(_ count: ErrorCount) -> Measurement.Values {
        Measurement.Values(
            requests: count.requests, errors: count.errors,
            latencyMillisecondsP50: latencyMillisecondsP50,
            latencyMillisecondsP99: latencyMillisecondsP99)
    }
}
