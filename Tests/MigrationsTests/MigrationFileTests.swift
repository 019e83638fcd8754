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
        #expect(file.up == "CREATE TABLE a (b int);")
        #expect(file.down == "DROP TABLE a;")
    }

    @Test(arguments: ["add_a.sql", "12.sql", "12-add.sql", "12_add.txt", "٣_add.sql"])
    func `a name without digits, underscore or ending is refused`(name: String) {
        let error = #expect(throws: MigrationFileError.self) {
            try MigrationFile(fileName: name, text: text)
        }
        #expect(error?.code == .badName)
        #expect(error?.description.contains(name) == true)
    }

    @Test func `a file without its blocks, or with SQL outside of them, is refused`() {
        for (text, code) in [
            ("SELECT 1;", MigrationFileError.Code.noUpBlock),
            ("-- migrate:up\nSELECT 1;", .noDownBlock),
            ("-- migrate:down\n-- migrate:up\nSELECT 1;", .noDownBlock),
            ("SELECT 1;\n-- migrate:up\n-- migrate:down\n", .statementOutsideBlocks),
        ] {
            let error = #expect(throws: MigrationFileError.self) {
                try MigrationFile(fileName: "1_a.sql", text: text)
            }
            #expect(error?.code == code)
        }
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
        #expect(files.map(\.version) == Array(1...Int64(names.count)))
        #expect(files.count >= 2)
    }
}
