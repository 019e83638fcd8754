import EventLog
import LedgerCore
import Postgres

/// The SQL of a search: which members a filter has makes its text, their values are parameters.
///
/// One index leads, in the order of the page, through at most ``PostgresEventStore/searchLimit``
/// events; the other members pick among these.
struct FindStatement {
    private let query: EventQuery
    private(set) var values: [PostgresValue] = []
    private var leading: [String] = []
    private var picking: [String] = []
    private var key = "position"

    init(_ query: EventQuery) {
        self.query = query
        let positions = query.filter.positions
        leading = [
            "e.position >= \(bind(.int8(positions.lowerBound)))",
            "e.position <= \(bind(.int8(positions.upperBound)))",
        ]
        lead()
        pick()
    }

    /// The events of the page.
    var page: String {
        let conditions = picking.isEmpty ? "" : "WHERE " + picking.joined(separator: " AND ")
        return """
            SELECT \(EventFields.columns) FROM (
              SELECT * FROM ledger.events e WHERE \(leading.joined(separator: " AND "))
              ORDER BY e.\(key)\(direction) LIMIT \(PostgresEventStore.searchLimit)
            ) e \(conditions) ORDER BY e.\(key)\(direction) LIMIT \(query.limit)
            """
    }

    /// Where a search ends that found less than a page; no row when it saw everything.
    ///
    /// Parameters that only ``page`` has are named too: a statement must know the type of each.
    var horizon: String {
        """
        SELECT e.position FROM ledger.events e WHERE \(leading.joined(separator: " AND "))
        ORDER BY e.\(key)\(direction) OFFSET \(PostgresEventStore.searchLimit - 1) LIMIT 1
        """
    }

    /// How many of ``values`` the horizon has: those of the index that leads come first.
    private(set) var leadingCount = 0

    private var direction: String { query.order == .newestFirst ? " DESC" : "" }

    private mutating func bind(_ value: PostgresValue) -> String {
        values.append(value)
        return "$\(values.count)"
    }

    /// Chooses the index that has the fewest entries for what is asked.
    private mutating func lead() {
        let filter = query.filter
        if let correlation = filter.correlation {
            leading.append("e.correlation_id = \(bind(correlation))")
        } else if let stream = filter.stream {
            lead(stream)
        } else if let service = filter.service, let environment = filter.environment {
            lead(service, in: environment)
        } else if let actor = filter.actor, !actor.hasPrefix("worker:") {
            leading += [
                "e.actor = \(bind(.text(actor)))", "e.actor NOT LIKE 'worker:%'",
            ]
        } else if let type = filter.type, SampleEvent.Name(rawValue: type) == nil {
            leading += [
                "e.type = \(bind(.text(type)))",
                "e.type NOT IN ('sample.recorded', 'verdict.given')",
            ]
        } else {
            leadByPlace()
        }
        leadingCount = values.count
    }

    private mutating func leadByPlace() {
        if let kind = query.filter.kind, kind != "samples", kind != "service" {
            leading += [
                "split_part(e.stream, '/', 1) = \(bind(.text(kind)))",
                "e.stream NOT LIKE 'samples/%' AND e.stream NOT LIKE 'service/%'",
            ]
        }
    }

    /// One kind after the other: together they have no index.
    private mutating func lead(_ service: String, in environment: String) {
        switch query.filter.kind {
        case "service": lead(StreamName.service(service, in: environment))
        case "samples":
            leading += [
                "split_part(e.stream, '/', 2) = \(bind(.text(environment)))",
                "split_part(e.stream, '/', 3) = \(bind(.text(service)))",
                "e.stream LIKE 'samples/%/%'",
            ]
        default: break
        }
    }

    /// By versions, which rise with the positions; where they begin, the event at the edge tells.
    private mutating func lead(_ stream: StreamName) {
        key = "version"
        let name = bind(.text(stream.text))
        leading.append("e.stream = \(name)")
        let positions = query.filter.positions
        let (edge, step, comparison) =
            query.order == .oldestFirst
            ? (positions.lowerBound, "- 1", ">=") : (positions.upperBound, "+ 1", "<=")
        let outside = query.order == .oldestFirst ? edge - 1 : edge == .max ? edge : edge + 1
        let inner = bind(.int8(edge))
        let outer = bind(.int8(outside))
        let none = query.order == .oldestFirst ? "0" : "9223372036854775807"
        leading.append(
            """
            e.version \(comparison) coalesce(
              (SELECT x.version FROM ledger.events x WHERE x.position = \(inner) AND x.stream = \(name)),
              (SELECT x.version FROM ledger.events x
                WHERE x.position = \(outer) AND x.stream = \(name)) \(step == "- 1" ? "+ 1" : "- 1"),
              \(none))
            """)
    }

    /// Every member once more, but for what has no other meaning than the index' own.
    private mutating func pick() {
        let filter = query.filter
        if let stream = filter.stream { picking.append("e.stream = \(bind(.text(stream.text)))") }
        if let kind = filter.kind {
            picking.append("split_part(e.stream, '/', 1) = \(bind(.text(kind)))")
        }
        pickPlace()
        if let type = filter.type { picking.append("e.type = \(bind(.text(type)))") }
        if let actor = filter.actor { picking.append("e.actor = \(bind(.text(actor)))") }
        if let text = filter.text {
            picking.append("strpos(e.data::text, \(bind(.text(text)))) > 0")
        }
        if let deployment = filter.deployment {
            picking.append("e.data->>'deployment' = \(bind(.text("\(deployment)")))")
        }
    }

    private mutating func pickPlace() {
        if let environment = query.filter.environment {
            picking += [
                "split_part(e.stream, '/', 2) = \(bind(.text(environment)))",
                "(split_part(e.stream, '/', 3) <> '' OR e.stream LIKE 'environment/%')",
            ]
        }
        if let service = query.filter.service {
            picking += [
                "split_part(e.stream, '/', 3) = \(bind(.text(service)))",
                "split_part(e.stream, '/', 1) IN ('service', 'samples')",
            ]
        }
    }

    private mutating func bind(_ id: ID) -> String { bind(.uuid(high: id.high, low: id.low)) }
}
