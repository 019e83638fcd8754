import ArgumentParser
import Foundation
import Migrations

struct MigrateNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make the file of the next step.",
        usage: """
            shiplog migrate new add_notes
            shiplog migrate new add_notes --dir db/migrations
            """,
        discussion: """
            The version is the next number where the folder counts, else the time in UTC. goose \
            and sql-migrate run the file too.
            """)

    @Argument(help: "What it does, in words joined by `_`.") var name: String
    @Option(help: "The folder; made when it is not there.") var dir = "migrations"

    func run() async throws {
        let console = Surroundings.process.console(false)
        do {
            let path = try Self.make(name, in: dir, at: Date.now)
            console.write(path)
        } catch {
            let failure = ClientFailure(migrating: error)
            console.show(failure)
            throw failure.exitCode
        }
    }

    /// - Returns: the path of the new file.
    static func make(_ name: String, in folder: String, at now: Date) throws -> String {
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let names = try files.contentsOfDirectory(atPath: folder)
        let fileName = "\(version(after: names, at: now))_\(name).sql"
        guard let parts = MigrationFile.parts(of: fileName), parts.name == name else {
            throw ClientFailure.usage("NAME is of letters, digits, `.`, `_` and `-`")
        }
        let path = "\(folder)/\(fileName)"
        // `.withoutOverwriting`: two people may make a file in the same second.
        try Data(template.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        return path
    }

    /// Counts on, as wide as before, unless the folder has times or nothing.
    private static func version(after names: [String], at now: Date) -> String {
        let digits = names.filter { MigrationFile.parts(of: $0) != nil }
            .map { $0.prefix { $0.isNumber } }
        if let last = digits.compactMap({ Int($0) }).max(), last < 100_000_000 {
            let width = digits.map(\.count).max() ?? 1
            let next = "\(last + 1)"
            return String(repeating: "0", count: max(0, width - next.count)) + next
        }
        let time = now.formatted(.iso8601).filter(\.isNumber)
        return String(time.prefix(14))
    }

    private static let template = """
        -- +goose Up
        -- +migrate Up
        -- migrate:up


        -- +goose Down
        -- +migrate Down
        -- migrate:down

        """
}
