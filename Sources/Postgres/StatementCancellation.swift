import CPostgres

/// Asks the server to cancel what a connection is doing; freed exactly once.
@safe final class StatementCancellation: @unchecked Sendable {
    // Unchecked: a PGcancel is a copy of the address and key, and PQcancel is thread-safe (libpq).
    private let raw: OpaquePointer?

    init(owning raw: OpaquePointer?) { unsafe self.raw = raw }
    deinit { unsafe PQfreeCancel(raw) }

    /// Opens a connection of its own and blocks until the server has acted: never on a reactor.
    ///
    /// A failure needs no report: the statement's own deadline then breaks the connection.
    func run() {
        var text = [CChar](repeating: 0, count: 256)
        _ = unsafe PQcancel(raw, &text, Int32(text.count))
    }
}
