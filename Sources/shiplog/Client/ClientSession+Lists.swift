import LedgerCore

extension ClientSession {
    /// Writes one page of a list.
    ///
    /// - Parameter name: of the list's member in the document.
    func showPage(
        _ name: String, of answer: APIAnswer, table: ([JSONObject]) -> Table
    ) throws(ClientFailure) {
        let document = try client.object(of: answer)
        let rows = document.objects(name)
        show(document, rows, answer.body, table)
        guard output == .table else { return }
        if rows.isEmpty { console.say("none") }
        if let next = document.text("next") { console.say("more: --cursor \(next)") }
    }

    /// Writes one document.
    func showDocument(_ answer: APIAnswer, table: (JSONObject) -> [String]) throws(ClientFailure) {
        let document = try client.object(of: answer)
        switch output {
        case .table: for line in table(document) { console.write(line) }
        case .json, .ndjson: console.write(String(decoding: answer.body, as: UTF8.self))
        }
    }

    func show(
        _ document: JSONObject, _ rows: [JSONObject], _ body: [UInt8],
        _ table: ([JSONObject]) -> Table
    ) {
        switch output {
        case .table where rows.isEmpty: break
        case .table: for line in table(rows).lines(console.style) { console.write(line) }
        case .json: console.write(String(decoding: body, as: UTF8.self))
        case .ndjson: for row in rows { console.write(row.line) }
        }
    }
}

extension ClientSession {
    /// All services of an environment, page by page.
    ///
    /// - Parameter environment: its path, such as `/v1/environments/production`.
    func allServices(_ environment: String) async throws -> [JSONObject] {
        var rows: [JSONObject] = []
        var query = [(name: "limit", value: "500")]
        while true {
            let page = try await client.object(.get(environment + "/services", query))
            rows += page.objects("services")
            guard let next = page.text("next") else { return rows }
            query = [(name: "limit", value: "500"), (name: "cursor", value: next)]
        }
    }

    /// Writes rows of several pages as one list.
    func showRows(_ name: String, _ rows: [JSONObject], table: ([JSONObject]) -> Table) {
        let document: JSONObject = [name: .array(rows.map { .object($0) })]
        show(document, rows, document.bytes, table)
        if output == .table, rows.isEmpty { console.say("none") }
    }
}
