extension PostgresConnection {
    /// Long enough for a slow statement, short enough for a caller that waits.
    package static let defaultTimeout = Duration.seconds(30)

    /// Runs SQL without parameters; several statements make one transaction.
    ///
    /// - Parameter timeout: after this the statement is cancelled and `timedOut` thrown.
    /// - Returns: the rows of the last statement, in the text format.
    @discardableResult
    package func run(
        script: String, timeout: Duration = defaultTimeout
    ) async throws(PostgresError) -> Rows {
        try await exclusively { () throws(PostgresError) in
            try await self.exchange(timeout) { $0.send(script: script) }
        }
    }

    /// Runs one statement with binary parameters and binary rows.
    @discardableResult
    package func query(
        _ sql: String, _ values: [PostgresValue] = [], timeout: Duration = defaultTimeout
    ) async throws(PostgresError) -> Rows {
        var block = ParameterBlock()
        block.fill(values)
        return try await exclusively { () throws(PostgresError) in
            try await self.exchange(timeout) { $0.send(sql, block) }
        }
    }

    /// Runs a statement that is prepared when this connection first meets it.
    @discardableResult
    package func execute(
        _ statement: PreparedStatement, _ values: [PostgresValue] = [],
        timeout: Duration = defaultTimeout
    ) async throws(PostgresError) -> Rows {
        try await exclusively { () throws(PostgresError) in
            self.parameters.fill(values)
            try await self.prepareOnce(statement, timeout)
            return try await self.exchange(timeout) { $0.execute(statement, self.parameters) }
        }
    }

    private func prepareOnce(
        _ statement: PreparedStatement, _ timeout: Duration
    ) async throws(PostgresError) {
        guard !prepared.contains(statement.name) else { return }
        let types = parameters.types
        _ = try await exchange(timeout) { $0.prepare(statement, types: types) }
        prepared.insert(statement.name)
    }

    /// Sends a statement, waits for its end and takes what it brought.
    private func exchange(
        _ timeout: Duration, _ send: (borrowing ConnectionHandle) -> Bool
    ) async throws(PostgresError) -> Rows {
        try start(send)
        await progress(timeout: timeout)
        await settle()
        if let failure = exchange.failure { throw failure }
        guard let rows = exchange.rows.take() else {
            throw PostgresError(.statementFailed, text: "the statement brought no result")
        }
        return rows
    }
}
