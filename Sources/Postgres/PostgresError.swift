/// Why Postgres did not do what it was asked.
package struct PostgresError: Error, Sendable, Equatable {
    /// What a caller can branch on.
    package enum Code: String, Sendable {
        /// No connection could be made.
        case connectionFailed
        /// The connection broke; whether the statement took effect is unknown.
        case connectionLost
        /// The server refused the statement; nothing of it took effect.
        case statementFailed
        /// The statement ran out of time and was cancelled.
        case timedOut
        /// The calling task was cancelled, and the statement with it.
        case cancelled
    }

    package let code: Code
    /// Five-character SQLSTATE when the server gave one, such as `23505`.
    package let sqlState: String?
    /// Server text, which may quote row data: only `debugDescription` shows it.
    let text: String
    /// What the server said of its own failure; `nil` when it was not the server that failed.
    package let report: ServerReport?

    package init(
        _ code: Code, sqlState: String? = nil, text: String = "", report: ServerReport? = nil
    ) {
        self.code = code
        self.sqlState = sqlState
        self.text = text
        self.report = report
    }

    /// Nobody knows whether the statement took effect; a new connection is needed.
    ///
    /// Classes 08 (connection) and 57P (shutdown, crash, not ready yet).
    package var isConnectionLost: Bool {
        code == .connectionFailed || code == .connectionLost
            || hasClass("08") || hasClass("57P")
    }

    /// The data itself was refused: classes 22 (bad value) and 23 (broken constraint).
    package var isDataRefused: Bool { hasClass("22") || hasClass("23") }

    private func hasClass(_ prefix: String) -> Bool { sqlState?.hasPrefix(prefix) ?? false }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Safe for a log: code and SQLSTATE, no data.
    package var description: String {
        sqlState.map { "\(code.rawValue) (SQLSTATE \($0))" } ?? code.rawValue
    }

    package var debugDescription: String { "\(description): \(text)" }
}
