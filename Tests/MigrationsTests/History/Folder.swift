import Migrations
import Testing

/// Files and records of small migrations: number `n` makes a table `t<n>`.
enum Folder {
    static func file(
        _ version: String, name: String = "a", up: String? = nil, down: String? = nil
    ) throws -> MigrationFile {
        let up = up ?? "CREATE TABLE t\(version) ();"
        let down = down ?? "DROP TABLE t\(version);"
        return try MigrationFile(
            fileName: "\(version)_\(name).sql",
            text: "-- migrate:up\n\(up)\n-- migrate:down\n\(down)")
    }

    /// As the database remembers a file.
    static func record(_ file: MigrationFile, rank: Int64) -> AppliedMigration {
        var record = AppliedMigration(version: file.version, name: file.name, rank: rank)
        record.checksum = file.up.checksum
        record.downSQL = file.down?.text
        return record
    }

    /// A history with files of both lists of versions, in which those of the second are applied.
    static func history(
        pending: [String] = [], applied: [String],
        _ change: (inout [AppliedMigration]) -> Void = { _ in }
    ) throws -> MigrationHistory {
        let known = try applied.map { try file($0) }
        var records = known.enumerated().map { record($1, rank: Int64($0 + 1)) }
        change(&records)
        return try MigrationHistory(
            files: pending.map { try file($0) } + known, applied: records)
    }
}

extension [MigrationStep] {
    /// Such as `+1` for one applied and `-2` for one undone.
    var summary: [String] { map { ($0.direction == .up ? "+" : "-") + $0.version.description } }
}

/// What a plan was refused for; `nil` when it was not.
func refusal<Value>(_ plan: () throws -> Value) -> MigrationRefusal? {
    do {
        _ = try plan()
        return nil
    } catch {
        return error as? MigrationRefusal
    }
}

func expectRefusal<Value>(
    _ code: MigrationRefusal.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ plan: () throws -> Value
) {
    let found = refusal(plan)?.code
    #expect(found == code, sourceLocation: sourceLocation)
}
