package import Migrations
import Postgres

/// Why a migration did not run to its end, for the person who wrote it.
package struct MigrationFailure: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// The server refused a statement.
        case statementFailed
        /// A statement ended the transaction that it ran in.
        case leftTransaction
        /// Another runner held the lock for longer than this one waits.
        case lockNotObtained
        /// The lock went while it was needed: a pooler between here and the server, most likely.
        case lockLost
        /// Somebody changed the records while this runner held the lock.
        case changedMeanwhile
        case noSchema
        case badRecord
    }

    package let code: Code
    /// What happened, in one line.
    package let message: String
    /// Such as `0012_add_notes.sql`.
    package var source: String?
    package var place: SQLPlace?
    /// The text of the line at the place.
    package var line: String?
    /// The server's own detail and hint, and advice of ours.
    package var notes: [String] = []
    package var sqlState: String?
    /// The statements of this step that stay: none in a transaction.
    package var statementsKept = 0

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// - Parameter statement: what ran; `nil` for the end of the transaction.
    init(
        _ error: PostgresError, in step: MigrationStep, _ statement: SQLStatement?
    ) {
        self.init(.statementFailed, error.report?.message ?? "\(error)")
        source = step.source
        sqlState = error.sqlState
        place = statement?.place
        if let position = error.report?.position { place = statement?.place(ofPosition: position) }
        line = place.flatMap { step.block?.line($0.line) }
        notes = Self.notes(error)
    }

    private static func notes(_ error: PostgresError) -> [String] {
        let calls = error.report?.context?.split(separator: "\n").map { "in: \($0)" } ?? []
        let words = [
            error.report?.detail.map { "detail: \($0)" },
            error.report?.hint.map { "hint: \($0)" },
            advice(error.sqlState).map { "hint: \($0)" },
        ]
        return words.compactMap { $0 } + calls
    }

    /// 25001: the statement does its own transactions, as `CREATE INDEX CONCURRENTLY` does.
    private static func advice(_ sqlState: String?) -> String? {
        sqlState == "25001" ? "write `transaction:false` behind the block's marker" : nil
    }

    /// Another session held what was needed: `lock_not_available` or `deadlock_detected`.
    var isLockTrouble: Bool { sqlState == "55P03" || sqlState == "40P01" }
}

extension MigrationFailure: CustomStringConvertible {
    /// `file:line:column: message (SQLSTATE)`, as compilers have it.
    package var description: String {
        let position = place.map { ":\($0.line):\($0.column)" } ?? ""
        let state = sqlState.map { " (SQLSTATE \($0))" } ?? ""
        return (source.map { "\($0)\(position): " } ?? "") + message + state
    }

    /// The line with a caret under the place, then the notes.
    package var excerpt: [String] {
        guard let place, let line else { return notes }
        let number = "\(place.line)"
        // A tab before the caret is as wide as the one above it.
        let before = line.unicodeScalars.prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " }
        let margin = String(repeating: " ", count: number.count)
        return ["\(number) | \(line)", "\(margin) | \(before.joined())^"] + notes
    }
}
