import ArgumentParser

/// Which page of a list is shown.
struct PageOptions: ParsableArguments {
    @Option(help: "Rows, 1 to 500.")
    var limit = 50

    @Option(help: "Where the last page ended: its `next`.")
    var cursor: String?

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit must be 1 to 500.") }
    }

    var query: [(name: String, value: String)] {
        var query = [(name: "limit", value: "\(limit)")]
        if let cursor { query.append((name: "cursor", value: cursor)) }
        return query
    }
}
