import CPostgres

/// Owns one libpq connection and closes it exactly once, on the failing path too.
///
/// No call waits, except ``start(_:)``. Only one thread may use it at a time.
@safe struct ConnectionHandle: ~Copyable, @unchecked Sendable {
    // Unchecked: it cannot be copied, so whoever holds it is alone with it.
    let raw: OpaquePointer?

    private init(owning raw: OpaquePointer?) { unsafe self.raw = raw }
    deinit { unsafe PQfinish(raw) }

    /// Begins to connect; may block, for libpq resolves host names here.
    ///
    /// - Parameter settings: a URI or `key=value` pairs; they win over the defaults given here.
    static func start(_ settings: String) -> ConnectionHandle {
        let pairs = defaults + [("dbname", settings)]
        let raw = unsafe withCStrings(pairs.map(\.0)) { keys in
            unsafe withCStrings(pairs.map(\.1)) { unsafe PQconnectStartParams(keys, $0, 1) }
        }
        return unsafe ConnectionHandle(owning: raw)
    }

    /// A dead peer is noticed within some 40 s also where no statement is in flight.
    private static let defaults = [
        ("fallback_application_name", "shiplog"), ("client_encoding", "UTF8"),
        ("keepalives_idle", "20"), ("keepalives_interval", "5"), ("keepalives_count", "4"),
    ]

    /// What connecting waits for.
    enum Progress { case reading, writing, ready, failed }

    func poll() -> Progress {
        guard unsafe PQstatus(raw) != CONNECTION_BAD else { return .failed }
        switch unsafe PQconnectPoll(raw) {
        case PGRES_POLLING_OK: return .ready
        case PGRES_POLLING_READING: return .reading
        case PGRES_POLLING_WRITING: return .writing
        default: return .failed
        }
    }

    /// Makes a connected handle fit for a reactor.
    func prepareForUse() {
        _ = unsafe PQsetnonblocking(raw, 1)
        // Without this libpq writes the server's notices to standard error.
        _ = unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
    }

    /// -1 once libpq has closed it, which it does by itself on a fatal error.
    var descriptor: Int32 { unsafe PQsocket(raw) }

    func error(_ code: PostgresError.Code) -> PostgresError {
        let text = unsafe PQerrorMessage(raw).map { unsafe String(cString: $0) }
        return PostgresError(code, text: text ?? "")
    }
}

/// Lends a null-terminated array of C strings.
private func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
    var block: [CChar] = []
    let offsets = strings.map { string in
        defer { block.append(contentsOf: string.utf8CString) }
        return block.count
    }
    return unsafe block.withUnsafeBufferPointer { characters in
        var pointers = unsafe offsets.map { offset in
            unsafe characters.baseAddress?.advanced(by: offset)
        }
        unsafe pointers.append(nil)
        return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
    }
}
