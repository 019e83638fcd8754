import Servers

/// Raw single-row inserts by pgbench: what the server can do without any of our logic.
struct Pgbench: Sendable {
    let database: BenchDatabase
    let directory: String
    let payload: String

    /// Makes the plain table: a primary key and the payload as `json`, as the log has it.
    static func prepare(_ bench: Workbench, _ database: BenchDatabase, payload: String)
        async throws -> Pgbench
    {
        try await database.run(
            "CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data json)")
        try Tool.write(
            "INSERT INTO plain (data) VALUES (:payload);\n", to: bench.path("insert.sql"))
        return Pgbench(database: database, directory: bench.path(""), payload: payload)
    }

    /// Inserts, each committed by itself, per second.
    func insertsPerSecond(clients: Int, seconds: Int) async throws -> Double {
        try await rate(clients: clients, ["-T", "\(seconds)"])
    }

    /// How long `count` inserts take, without the time to connect.
    func secondsForInserts(_ count: Int, clients: Int) async throws -> Double {
        let each = count / clients
        return Double(each * clients) / (try await rate(clients: clients, ["-t", "\(each)"]))
    }

    private func rate(clients: Int, _ length: [String]) async throws -> Double {
        let output = try await Tool.run(
            "pgbench",
            database.arguments + [
                "-M", "prepared", "-n", "-c", "\(clients)", "-j", "1",
                "-D", "payload=\(payload)", "-f", "\(directory)insert.sql",
            ] + length + [database.name], in: directory)
        for line in output.split(separator: "\n") where line.hasPrefix("tps = ") {
            let words = line.split(separator: " ")
            if words.count > 2, let rate = Double(words[2]) { return rate }
        }
        throw BenchmarkError("pgbench gave no rate: \(output.suffix(300))")
    }
}
