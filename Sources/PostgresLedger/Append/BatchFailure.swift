import EventLog
import Postgres

/// What a failed batch calls for.
enum BatchFailure: Equatable {
    /// The same batch once more: the command ids tell what became of the first try.
    case sendAgain
    /// One command's data is refused and nothing was stored: halve until the culprit is alone.
    case halve
    case fail(EventStoreError)

    init(_ error: PostgresError, batchSize: Int) {
        if error.isConnectionLost || error.code == .timedOut || error.isPassing {
            self = .sendAgain
        } else if batchSize > 1 {
            self = .halve
        } else if error.isDataRefused || error.isLimitExceeded {
            self = .fail(EventStoreError(.invalid, "the log refused the data: \(error)"))
        } else {
            self = .fail(EventStoreError(.unavailable, "the log failed: \(error)"))
        }
    }
}

extension PostgresError {
    /// Classes 40 (deadlock), 53 (out of disk or memory) and 57 (operator): may pass by itself.
    var isPassing: Bool {
        guard let sqlState else { return false }
        return ["40", "53", "57"].contains(sqlState.prefix(2))
    }

    /// Class 54, such as a stream's name too long for an index.
    var isLimitExceeded: Bool { sqlState?.hasPrefix("54") ?? false }
}
