/// How many wait for an append at a time, and what they are compared with.
struct AppendCase: Sendable {
    let callers: Int
    /// Of pgbench.
    let clients: Int
    let goal: String

    static let all = [
        AppendCase(callers: 64, clients: 8, goal: "≥ 2.5"),
        AppendCase(callers: 256, clients: 8, goal: "≥ 3.0"),
        AppendCase(callers: 1, clients: 1, goal: "≥ 0.5"),
    ]

    var name: String { callers == 1 ? "1 caller" : "\(callers) callers" }
    var peer: String { clients == 1 ? "1 pgbench client" : "\(clients) pgbench clients" }
}

/// How long a commit waits for the disk.
enum Flush: String, CaseIterable {
    /// Whatever this machine's disk takes.
    case disk
    /// A millisecond more, as on most disks that are reached by a network.
    case slow

    var name: String {
        switch self {
        case .disk: "this disk"
        case .slow: "1 ms more per flush"
        }
    }

    /// Makes every flush of a database wait; those that commit meanwhile share it, as ever.
    func apply(to database: BenchDatabase) async throws {
        guard self == .slow else { return }
        try await database.run("ALTER DATABASE \(database.name) SET commit_delay = 1000")
        try await database.run("ALTER DATABASE \(database.name) SET commit_siblings = 0")
    }
}
