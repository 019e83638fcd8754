import FoundationEssentials
import Migrations
import Postgres
import PostgresMigrations
import Servers
import Testing

extension PostgresMigrationsTests {
    /// Another runner, on the same folder, must make the same schema.
    @Suite struct PeerTests {
        private static let folder = [
            "1_tables.sql": """
            -- +migrate Up
            -- migrate:up
            CREATE TABLE notes (id bigint PRIMARY KEY, body jsonb NOT NULL, "a;b" text DEFAULT ';');
            -- +migrate StatementBegin
            CREATE FUNCTION deny() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME; END; $$;
            -- +migrate StatementEnd
            CREATE TRIGGER deny BEFORE UPDATE ON notes EXECUTE FUNCTION deny();

            -- +migrate Down
            -- migrate:down
            DROP TABLE notes;
            DROP FUNCTION deny();
            """,
            "2_index.sql": """
            -- +migrate Up notransaction
            -- migrate:up transaction:false
            CREATE INDEX CONCURRENTLY notes_body ON notes USING gin (body);

            -- +migrate Down notransaction
            -- migrate:down transaction:false
            DROP INDEX CONCURRENTLY notes_body;
            """,
            "10_column.sql": """
            -- +migrate Up
            -- migrate:up
            ALTER TABLE notes ADD COLUMN at timestamptz DEFAULT now();
            -- +migrate Down
            -- migrate:down
            ALTER TABLE notes DROP COLUMN at;
            """,
        ]

        @Test func `sql-migrate makes the same schema of the same files, forward and back`()
            async throws
        {
            let ours = try await ScratchDatabase.make()
            let theirs = try await ScratchDatabase.make()
            let peer = try SQLMigrate(theirs, Self.folder)
            let files = try Self.folder.map { try MigrationFile(fileName: $0, text: $1) }

            try await ours.up(files)
            try await peer.run("up")
            let full = try await peer.dump(ours)
            #expect(full.contains("notes_body"))
            #expect(try await peer.dump(theirs) == full)

            try await ours.rollBack(to: 1, files)
            try await peer.run("down", "-limit=2")
            let back = try await peer.dump(ours)
            #expect(!back.contains("notes_body") && back.contains("notes"))
            #expect(try await peer.dump(theirs) == back)

            try await ours.rollBack(to: .zero, files)
            try await peer.run("down", "-limit=0")
            #expect(try await peer.dump(theirs) == peer.dump(ours))
            #expect(try await ours.relations() == [])
        }
    }
}

/// Debian's `sql-migrate` on a database of its own, with a folder.
private struct SQLMigrate {
    private let directory: PrivateDirectory

    init(_ database: ScratchDatabase, _ folder: [String: String]) throws {
        directory = try PrivateDirectory()
        let files = FileManager.default
        try files.createDirectory(
            atPath: directory.path + "/migrations", withIntermediateDirectories: true)
        for (name, text) in folder {
            try Data(text.utf8).write(to: URL(filePath: "\(directory.path)/migrations/\(name)"))
        }
        let configuration = """
            development:
              dialect: postgres
              datasource: \(database.server.connectionString(database: database.name))
              dir: \(directory.path)/migrations
            """
        try Data(configuration.utf8).write(to: URL(filePath: directory.path + "/dbconfig.yml"))
    }

    func run(_ words: String...) async throws {
        let configuration = "-config=\(directory.path)/dbconfig.yml"
        try await ChildProcess.run(
            Launch(
                "sql-migrate", [words[0], configuration] + words.dropFirst(),
                log: directory.path + "/log"))
    }

    /// The schema as `pg_dump` writes it, without either runner's own tables.
    func dump(_ database: ScratchDatabase) async throws -> String {
        let log = directory.path + "/dump-\(database.name)"
        try? FileManager.default.removeItem(atPath: log)
        try await ChildProcess.run(
            Launch(
                "pg_dump",
                [
                    "--schema-only", "--exclude-table=_migrations*", "--exclude-table=gorp_*",
                    "--dbname=" + database.server.connectionString(database: database.name),
                ], log: log))
        let lines = String(
            decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self
        )
        .split(separator: "\n").filter { !$0.hasPrefix("\\") }
        return lines.joined(separator: "\n")
    }
}
