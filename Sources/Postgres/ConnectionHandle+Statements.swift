import CPostgres

extension ConnectionHandle {
    /// One statement or several, without parameters.
    func send(script: String) -> Bool { unsafe PQsendQuery(raw, script) == 1 }

    func send(_ sql: String, _ parameters: ParameterBlock) -> Bool {
        unsafe parameters.withPointers { values, lengths, formats in
            unsafe PQsendQueryParams(
                raw, sql, Int32(values.count), parameters.types, values, lengths, formats, 1) == 1
        }
    }

    func prepare(_ statement: PreparedStatement, types: [UInt32]) -> Bool {
        unsafe PQsendPrepare(raw, statement.name, statement.sql, Int32(types.count), types) == 1
    }

    func execute(_ statement: PreparedStatement, _ parameters: ParameterBlock) -> Bool {
        unsafe parameters.withPointers { values, lengths, formats in
            unsafe PQsendQueryPrepared(
                raw, statement.name, Int32(values.count), values, lengths, formats, 1) == 1
        }
    }

    /// Sends what libpq still holds; `false` when the socket took only a part of it.
    func flush() -> Bool { unsafe PQflush(raw) != 1 }

    /// Takes what has arrived; `false` when the connection is broken.
    func consumeInput() -> Bool { unsafe PQconsumeInput(raw) == 1 }

    /// The next result would have to be waited for.
    func isBusy() -> Bool { unsafe PQisBusy(raw) == 1 }

    /// `nil` when the statement has ended.
    func nextResult() -> Rows? {
        guard let result = unsafe PQgetResult(raw) else { return nil }
        return unsafe Rows(owning: result)
    }

    func nextNotification() -> PostgresNotification? {
        guard let found = unsafe PQnotifies(raw) else { return nil }
        defer { unsafe PQfreemem(found) }
        return unsafe PostgresNotification(
            channel: String(cString: found.pointee.relname),
            payload: String(cString: found.pointee.extra))
    }

    /// No transaction is open, so somebody else may use the connection.
    func isIdle() -> Bool { unsafe PQtransactionStatus(raw) == PQTRANS_IDLE }

    /// A transaction is open and nothing in it has failed.
    func isInTransaction() -> Bool { unsafe PQtransactionStatus(raw) == PQTRANS_INTRANS }

    /// What `COPY … TO STDOUT` has ready.
    enum CopyStep { case appended, nothingYet, ended }

    func appendCopyData(to buffer: inout [UInt8]) -> CopyStep {
        var message: UnsafeMutablePointer<CChar>?
        let count = unsafe PQgetCopyData(raw, &message, 1)
        guard count > 0 else { return count == 0 ? .nothingYet : .ended }
        unsafe buffer.append(contentsOf: UnsafeRawBufferPointer(start: message, count: Int(count)))
        unsafe PQfreemem(message)
        return .appended
    }

    /// A ticket to cancel the statement in flight from another thread.
    func makeCancellation() -> StatementCancellation {
        unsafe StatementCancellation(owning: PQgetCancel(raw))
    }
}
