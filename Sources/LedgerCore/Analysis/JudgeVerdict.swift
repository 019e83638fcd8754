/// What `sequential/1`, `limit/1` and `rank/1` say of a stage after a look.
package enum JudgeVerdict: String, Sendable, CaseIterable {
    /// No sign of harm so far; never that the canary is as good.
    case ok
    case fail
    /// One look that no patience could make good: undone at once.
    case failGross = "fail_gross"
    /// Both versions fail grossly, so undoing would not help: a hold with a deadline, not a pass.
    case holdBoth = "hold_both"
    /// Too little to judge; neither good nor bad.
    case insufficient
    /// The look had no requests on a side; never good.
    case noData = "no_data"
    /// The source told what cannot be, such as more errors than requests; never good.
    case invalid

    /// Nothing that comes later changes it.
    package var isFinal: Bool { self == .fail || self == .failGross || self == .invalid }
}
