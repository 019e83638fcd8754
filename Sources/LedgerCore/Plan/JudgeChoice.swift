/// Who says of a deployment's looks what they mean.
package enum JudgeChoice: String, Sendable, CaseIterable {
    /// The chapter's rule with guards, on the whole window since the traffic changed.
    ///
    /// What a recorded plan without the member means, for ever.
    case guardedRatio = "guarded-ratio"
    /// Evidence that adds up over the looks, with a bound on how often a good version is failed.
    case sequential

    /// What a new plan has that does not choose.
    package static let standard = JudgeChoice.sequential

    /// Name and version, as verdicts have it.
    package var name: String {
        switch self {
        case .guardedRatio: GuardedRatioJudge.name
        case .sequential: SequentialJudge.name
        }
    }
}
