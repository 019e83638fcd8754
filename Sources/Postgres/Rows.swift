import CPostgres

/// The rows of one statement, in the binary format; freed exactly once.
///
/// Asking for a row, column or width that the statement does not have is a mistake of the caller
/// and traps.
@safe package struct Rows: ~Copyable, @unchecked Sendable {
    // Unchecked: a result is never changed after libpq handed it over, and has one owner.
    private let result: OpaquePointer

    init(owning result: OpaquePointer) { unsafe self.result = result }
    deinit { unsafe PQclear(result) }

    package var count: Int { Int(unsafe PQntuples(result)) }

    var isSuccess: Bool { status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK }
    var startsCopy: Bool { status == PGRES_COPY_OUT }
    private var status: ExecStatusType { unsafe PQresultStatus(result) }

    var error: PostgresError {
        let text = unsafe PQresultErrorMessage(result)
        return unsafe PostgresError(
            .statementFailed, sqlState: field("C"),
            text: text.map { unsafe String(cString: $0) } ?? "", report: report)
    }

    private var report: ServerReport? {
        guard let message = field("M") else { return nil }
        return ServerReport(
            message: message, detail: field("D"), hint: field("H"), context: field("W"),
            position: field("P").flatMap { Int($0) })
    }

    /// - Parameter code: as in the message formats of the protocol.
    private func field(_ code: Unicode.Scalar) -> String? {
        let value = unsafe PQresultErrorField(result, Int32(code.value))
        return unsafe value.map { unsafe String(cString: $0) }
    }

    package func isNull(_ row: Int, _ column: Int) -> Bool {
        unsafe PQgetisnull(result, Int32(row), Int32(column)) == 1
    }

    /// Lends the bytes of one value; they are gone when this object is.
    package func withBytes<Value>(
        _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Value
    ) -> Value {
        let start = unsafe PQgetvalue(result, Int32(row), Int32(column))
        let count = unsafe PQgetlength(result, Int32(row), Int32(column))
        return unsafe body(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    package func bool(_ row: Int, _ column: Int) -> Bool {
        let value: UInt8 = integer(row, column)
        return value != 0
    }

    package func int16(_ row: Int, _ column: Int) -> Int16 { integer(row, column) }
    package func int32(_ row: Int, _ column: Int) -> Int32 { integer(row, column) }
    package func int64(_ row: Int, _ column: Int) -> Int64 { integer(row, column) }

    package func double(_ row: Int, _ column: Int) -> Double {
        Double(bitPattern: integer(row, column))
    }

    package func string(_ row: Int, _ column: Int) -> String {
        unsafe withBytes(row, column) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    package func array(_ row: Int, _ column: Int) -> [UInt8] {
        unsafe withBytes(row, column) { unsafe Array($0) }
    }

    /// The two halves of a `uuid`.
    package func uuid(_ row: Int, _ column: Int) -> (high: UInt64, low: UInt64) {
        unsafe withBytes(row, column) { bytes in
            precondition(bytes.count == 16, "column \(column) is not a uuid")
            let high = unsafe bytes.loadUnaligned(as: UInt64.self)
            let low = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            return (UInt64(bigEndian: high), UInt64(bigEndian: low))
        }
    }

    /// A `timestamptz` in microseconds since 1970.
    package func microseconds(_ row: Int, _ column: Int) -> Int64 {
        PostgresEpoch.unixMicroseconds(int64(row, column))
    }

    private func integer<Number: FixedWidthInteger>(_ row: Int, _ column: Int) -> Number {
        unsafe withBytes(row, column) { bytes in
            precondition(
                bytes.count == MemoryLayout<Number>.size, "column \(column) has another width")
            return unsafe Number(bigEndian: bytes.loadUnaligned(as: Number.self))
        }
    }
}
