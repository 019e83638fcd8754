import LedgerCore
import Postgres
import Views

/// The statements of ``PostgresViewStore``, and how their rows are read.
enum ViewStatements {
    private static let columns = "r.key, r.environment, r.service, r.made_at, r.data"
    /// Rows of the generation that readers see.
    private static let shown = """
        FROM ledger.view_rows r JOIN ledger.view_generations g
        ON g.shown AND g.generation = r.generation
        """

    static let checkpoint = PreparedStatement(
        "views_checkpoint",
        "SELECT generation, position FROM ledger.view_generations WHERE shown")

    static let rows = PreparedStatement(
        "views_rows",
        """
        SELECT \(columns) FROM ledger.view_rows r
        WHERE r.view = $1 AND r.generation = $2 AND r.key = ANY($3)
        """)

    static let row = PreparedStatement(
        "views_row", "SELECT \(columns) \(shown) WHERE r.view = $1 AND r.key = $2")

    static let listAll = PreparedStatement(
        "views_list_all",
        """
        SELECT \(columns) \(shown)
        WHERE r.view = $1 AND $2::text IS NULL AND ($3::text IS NULL OR r.service = $3)
          AND r.made_at < $4
        ORDER BY r.made_at DESC LIMIT $5
        """)

    static let listFiltered = PreparedStatement(
        "views_list",
        """
        SELECT \(columns) \(shown)
        WHERE r.view = $1 AND r.environment = $2 AND ($3::text IS NULL OR r.service = $3)
          AND r.made_at < $4
        ORDER BY r.made_at DESC LIMIT $5
        """)

    static let save = PreparedStatement(
        "views_save", "SELECT ledger.save_views($1, $2, $3, $4, $5, $6, $7, $8, $9)")

    static let begin = PreparedStatement("views_begin", "SELECT ledger.begin_views()")

    static let publish = PreparedStatement("views_publish", "SELECT ledger.publish_views($1)")

    static func decode(_ rows: borrowing Rows) throws(ViewStoreError) -> [ViewRow] {
        var found: [ViewRow] = []
        for row in 0..<rows.count {
            guard case .object(let data)? = try? JSONParser.parse(rows.array(row, 4)) else {
                throw ViewStoreError("a row of the views is no JSON object; rebuild them")
            }
            found.append(
                ViewRow(
                    key: rows.string(row, 0), environment: rows.string(row, 1),
                    service: rows.string(row, 2), madeAt: rows.int64(row, 3), data: data))
        }
        return found
    }

    static func values(
        _ changes: [ViewChange], _ from: ViewCheckpoint, to position: Int64
    ) -> [PostgresValue] {
        var texts = [ArrayParameter](repeating: ArrayParameter(.text), count: 4)
        var madeAt = ArrayParameter(.int8)
        var data = ArrayParameter(.json)
        for change in changes {
            texts[0].append(change.view)
            texts[1].append(change.row.key)
            texts[2].append(change.row.environment)
            texts[3].append(change.row.service)
            madeAt.append(change.row.madeAt)
            data.append(change.row.data.bytes)
        }
        return [.int4(Int32(from.generation)), .int8(from.position), .int8(position)]
            + texts.map { .array($0) } + [.array(madeAt), .array(data)]
    }
}
