import LedgerCore
import Views

/// The paging that all lists share: opaque cursors, stable under inserts.
enum PageQuery {
    static let parameters = [
        (name: "limit", summary: "rows, 1 to 500; 50 when absent"),
        (name: "cursor", summary: "where the last page ended: its `next`"),
    ]

    static func read(_ request: APIRequest, also names: String...) throws(Problem) -> ViewQuery {
        for name in request.query.keys.sorted()
        where name != "limit" && name != "cursor" && !names.contains(name) {
            throw Problem(400, "invalid_query", "\(name.prefix(64)) is not known here")
        }
        return ViewQuery(
            before: try before(request.query["cursor"]),
            limit: try request.integer("limit", in: 1...500, or: 50))
    }

    /// - Parameter principal: rows where its key does not count are left out, so that a page may
    ///   have fewer than asked for, and still a next one.
    static func response(
        _ name: String, _ page: ViewPage, for principal: Principal
    ) -> APIResponse {
        let rows = page.rows.filter { row in
            principal.bounds.allow(environment: row.environment, service: row.service)
        }
        return APIResponse(
            200,
            [
                name: .array(rows.map { .object($0.data) }),
                "next": page.next.map { .string(cursor(before: $0)) },
            ])
    }

    private static func cursor(before position: Int64) -> String {
        "b" + String(position, radix: 36)
    }

    private static func before(_ cursor: String?) throws(Problem) -> Int64? {
        guard let cursor else { return nil }
        guard cursor.hasPrefix("b"), let position = Int64(cursor.dropFirst(), radix: 36) else {
            throw Problem(400, "invalid_cursor", "take the cursor from the last page's `next`")
        }
        return position
    }
}
