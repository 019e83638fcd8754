import EventLog
import LedgerCore
import Postgres

/// One row of what `ledger.append` answers.
struct BatchOutcome {
    static let statement = PreparedStatement(
        "append",
        """
        SELECT outcome, first_position, n, last_version, recorded_at, answer, part
        FROM ledger.append(\((1...25).map { "$\($0)" }.joined(separator: ", ")))
        """)

    private let code: Int16
    private let receipt: Receipt
    /// The part that had moved on, numbered through the batch.
    private let part: Int

    init(_ rows: borrowing Rows, _ row: Int) {
        code = rows.int16(row, 0)
        receipt = Receipt(rows, row, from: 1)
        part = Int(rows.int32(row, 6))
    }

    /// - Parameter firstPart: number of the request's first part in the batch.
    func outcome(of request: AppendRequest, _ firstPart: Int) -> AppendOutcome {
        switch code {
        case 0: .appended(receipt)
        case 1: .replayed(receipt)
        case 2: .commandReused
        default:
            .wrongVersion(
                stream: request.parts[part - firstPart].stream, current: receipt.lastVersion)
        }
    }
}

extension Receipt {
    /// Five columns: first position, number of events, last version, time, answer.
    init(_ rows: borrowing Rows, _ row: Int, from column: Int) {
        self.init(
            firstPosition: rows.int64(row, column), eventCount: Int(rows.int32(row, column + 1)),
            lastVersion: rows.int64(row, column + 2),
            recordedAt: Timestamp(microseconds: rows.microseconds(row, column + 3)),
            answer: rows.isNull(row, column + 4) ? nil : rows.array(row, column + 4))
    }
}
