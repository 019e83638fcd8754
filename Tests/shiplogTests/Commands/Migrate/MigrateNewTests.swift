import Foundation
import Migrations
import Servers
import Testing

@testable import shiplog

@Suite struct MigrateNewTests {
    @Test func `a folder that counts goes on counting, any other gets the time`() throws {
        let directory = try PrivateDirectory()
        let folder = directory.path + "/new/folder"
        let now = Date(timeIntervalSince1970: 1_767_225_600)

        let first = try MigrateNewCommand.make("add_a", in: folder, at: now)
        #expect(first == folder + "/20260101000000_add_a.sql")
        try FileManager.default.removeItem(atPath: first)
        try Data().write(to: URL(filePath: folder + "/0009_b.sql"))
        let next = try MigrateNewCommand.make("add_c", in: folder, at: now)
        #expect(next == folder + "/0010_add_c.sql")

        let text = try String(contentsOfFile: next, encoding: .utf8)
        let file = try MigrationFile(fileName: "0010_add_c.sql", text: text)
        #expect(file.up.statements.isEmpty)
        directory.remove()
    }

    @Test(arguments: ["a b", "", "../a", "ä"])
    func `a name that no file may have is refused`(name: String) throws {
        let directory = try PrivateDirectory()
        defer { directory.remove() }
        #expect(throws: ClientFailure.self) {
            try MigrateNewCommand.make(name, in: directory.path, at: Date(timeIntervalSince1970: 0))
        }
    }
}
