/// Passes batches from one task to another, so that making the next overlaps using the last.
///
/// One batch waits at a time; whoever has the next one waits with it.
actor Handover<Batch: Sendable> {
    private var batch: Batch?
    private var isOver = false
    private var giver: CheckedContinuation<Void, Never>?
    private var taker: CheckedContinuation<Void, Never>?

    /// Waits until the last batch was taken, then leaves this one.
    ///
    /// - Returns: `false` when nobody takes any more.
    func give(_ next: Batch) async -> Bool {
        while batch != nil, !isOver {
            await withCheckedContinuation { continuation in
                if batch == nil || isOver { continuation.resume() } else { giver = continuation }
            }
        }
        guard !isOver else { return false }
        batch = next
        wake(&taker)
        return true
    }

    /// Waits for a batch; `nil` when there are no more.
    func take() async -> Batch? {
        while batch == nil, !isOver {
            await withCheckedContinuation { continuation in
                if batch != nil || isOver { continuation.resume() } else { taker = continuation }
            }
        }
        defer { wake(&giver) }
        return batch.take()
    }

    /// Ends it from either side; a batch that waits may still be taken.
    func end() {
        isOver = true
        wake(&giver)
        wake(&taker)
    }

    private func wake(_ waiting: inout CheckedContinuation<Void, Never>?) {
        waiting.take()?.resume()
    }
}
