import LedgerCore

/// What one worker of the model has in its hands.
struct ModelWorker {
    /// A call to the outside, and what its caller will hear.
    struct Call {
        enum Answer { case done, failed, unknown }

        let effect: OpenEffect
        let answer: Answer
        let endsAt: Timestamp
    }

    let name: String
    /// The ledger as this worker knows it; `nil` when it must load it.
    var view: ServiceLedger?
    /// Position of the attempt that it recorded itself.
    var mine: Int64?
    var mineSince = Timestamp(microseconds: 0)
    var call: Call?
}
