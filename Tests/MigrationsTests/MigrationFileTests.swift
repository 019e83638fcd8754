import Foundation
import Migrations
import Testing

@Suite struct MigrationFileTests {
    private let text = """
        -- A comment.

        -- migrate:up transaction:true
        CREATE TABLE a (b int);
        --migrate:down
        DROP TABLE a;
        """

    @Test func `a file has a version, a name and two blocks`() throws {
        let file = try MigrationFile(fileName: "0012_add_a.sql", text: text)
        #expect(file.version == 12)
        #expect(file.name == "add_a")
        #expect(file.up.text == "CREATE TABLE a (b int);")
        #expect(file.down?.text == "DROP TABLE a;")
        #expect(file.up.statements.map(\.place.line) == [4])
        #expect(file.down?.statements.map(\.place.line) == [6])
    }

    @Test(arguments: [
        ("1_2_add.sql", "1.2", "add"), ("1_2.sql", "1", "2"), ("001_2fa.sql", "1", "2fa"),
        ("1.2_a.b-c.sql", "1.2", "a.b-c"), ("20240101120000_a_b.sql", "20240101120000", "a_b"),
    ])
    func `the version is all the digits in front`(file: String, version: String, name: String) {
        let parts = MigrationFile.parts(of: file)
        #expect(parts?.version.description == version)
        #expect(parts?.name == name)
    }

    @Test(arguments: [
        "add_a.sql", "12.sql", "12-add.sql", "12_add.txt", "٣_add.sql", "12_.sql", "12_a b.sql",
    ])
    func `a name without digits, underscore or ending is refused`(name: String) {
        let error = #expect(throws: MigrationFileError.self) {
            try MigrationFile(fileName: name, text: text)
        }
        #expect(error?.code == .badName)
        #expect(error?.description.contains(name) == true)
    }

    @Test(arguments: [
        ("SELECT 1;", MigrationFileError.Code.noUpBlock, nil),
        ("-- migrate:up\nSELECT 1;", .noDownBlock, 1),
        ("-- migrate:down\n-- migrate:up\nSELECT 1;", .noDownBlock, 2),
        ("\nSELECT 1;\n-- migrate:up\n-- migrate:down\n", .statementOutsideBlocks, 2),
        ("-- migrate:up\n-- migrate:down\n-- migrate:up\n-- migrate:down", .severalBlocks, 2),
        ("-- migrate:up transactions:false\n-- migrate:down", .unknownOption, 1),
        ("-- migrate:up\n\n\nSELECT '\n-- migrate:down", .badSQL(.unterminated), 4),
        ("-- migrate:up\n-- migrate:down\n\nCOMMIT;", .badSQL(.ownTransaction), 4),
    ])
    func `a file that is not as it must be is refused with the line`(
        text: String, code: MigrationFileError.Code, line: Int?
    ) {
        let error = #expect(throws: MigrationFileError.self) {
            try MigrationFile(fileName: "1_a.sql", text: text)
        }
        #expect(error?.code == code)
        #expect(error?.place?.line == line)
    }

    @Test func `each block says for itself whether it runs in a transaction`() throws {
        let text = "-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nSELECT 2;"
        let file = try MigrationFile(fileName: "1_a.sql", text: text)
        #expect(!file.up.isTransactional)
        #expect(file.down?.isTransactional == true)
    }

    @Test func `a down block without a statement undoes nothing`() throws {
        let text = "-- migrate:up\nSELECT 1;\n-- migrate:down\n-- The data is gone.\n;"
        #expect(try MigrationFile(fileName: "1_a.sql", text: text).down == nil)
    }

    @Test func `markers of goose and sql-migrate are comments`() throws {
        let text = """
            -- +goose Up
            -- +migrate Up
            -- migrate:up
            -- +goose StatementBegin
            SELECT 1;
            -- +goose StatementEnd
            -- +goose Down
            -- migrate:down
            SELECT 2;
            """
        let file = try MigrationFile(fileName: "1_a.sql", text: text)
        #expect(file.up.statements.map(\.text) == ["SELECT 1"])
        #expect(file.down?.statements.map(\.text) == ["SELECT 2"])
    }

    @Test func `line ends and a byte order mark change neither text nor checksum`() throws {
        let other = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
        let file = try MigrationFile(fileName: "0012_add_a.sql", text: text)
        #expect(try MigrationFile(fileName: "0012_add_a.sql", text: other) == file)
    }

    @Test func `the checksum is the SHA-256 of the block`() throws {
        // From `printf 'CREATE TABLE a (b int);' | sha256sum`.
        let expected = "b2264f23d7fbb09d482d37c12866f025d0412d474711da01d57d2bf51e16a0ac"
        let file = try MigrationFile(fileName: "0012_add_a.sql", text: text)
        #expect(file.up.checksum == expected)
    }

    @Test func `every file of the project is one, and the versions go up by one`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("migrations")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let files = try names.map { name in
            try MigrationFile(
                fileName: name,
                text: String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        }
        #expect(files.map(\.version.description) == (1...names.count).map { "\($0)" })
        #expect(files.count >= 2)
    }
}
