/// One statement in flight: what it has brought so far and who waits for it.
struct Exchange: ~Copyable {
    /// Tells one statement of a connection from the next; a late timer or cancel finds another.
    let number: Int
    var isRunning = true
    var rows: Rows?
    var failure: PostgresError?
    /// Why it is being cancelled, when it is.
    var interruption: PostgresError.Code?
    /// Set while the server sends the rows of a `COPY`.
    var isCopying = false
    var copied: [UInt8] = []
    var waiter: CheckedContinuation<Void, Never>?

    init(number: Int) { self.number = number }

    /// Keeps the last result and the first failure, as one statement of a script may fail.
    mutating func accept(_ result: consuming Rows) {
        if result.startsCopy {
            isCopying = true
        } else if !result.isSuccess {
            failure = failure ?? named(result.error)
        } else {
            rows = consume result
        }
    }

    /// Query cancelled (57014) is named after the one who asked for it.
    private func named(_ error: PostgresError) -> PostgresError {
        guard error.sqlState == "57014", let interruption else { return error }
        return PostgresError(
            interruption, sqlState: error.sqlState, text: error.text, report: error.report)
    }
}
