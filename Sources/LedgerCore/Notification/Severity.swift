/// How soon people must know; the order is that of the cases.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Good to know, at any time.
    case info
    /// Somebody should look during the day.
    case warn
    /// Users suffer, or nothing goes on without a person: now.
    case page

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warn: 1
        case .page: 2
        }
    }
}
