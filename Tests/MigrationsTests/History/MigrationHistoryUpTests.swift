import Migrations
import Testing

@Suite struct MigrationHistoryUpTests {
    @Test func `what is missing is applied in the order of numbers`() throws {
        let history = try Folder.history(pending: ["10", "2", "9"], applied: ["1"])
        #expect(try history.up().summary == ["+2", "+9", "+10"])
        #expect(try history.up(to: 9).summary == ["+2", "+9"])
        #expect(try history.up(limit: 1).summary == ["+2"])
        #expect(history.current == 1)
    }

    @Test func `what is applied is not applied again`() throws {
        #expect(try Folder.history(applied: ["1", "2"]).up().isEmpty)
    }

    @Test func `two files of one version are refused, and both are named`() throws {
        let files = [try Folder.file("1"), try Folder.file("01", name: "b")]
        let error = #expect(throws: MigrationFileError.self) {
            try MigrationHistory(files: files, applied: [])
        }
        #expect(error?.code == .sameVersion)
        #expect(error?.description.contains("1_a.sql") == true)
        #expect(error?.description.contains("01_b.sql") == true)
    }

    @Test func `a target that the folder does not have is refused`() throws {
        let history = try Folder.history(pending: ["2"], applied: ["1"])
        expectRefusal(.unknownTarget) { try history.up(to: 3) }
    }

    @Test func `an edited file is found and stops everything`() throws {
        let history = try Folder.history(pending: ["3"], applied: ["1", "2"]) {
            $0[0].checksum = "other"
        }
        #expect(history.findings.map(\.kind) == [.edited])
        #expect(history.findings.map(\.version) == [1])
        let refusal = refusal { try history.up() }
        #expect(refusal?.code == .mismatch)
        #expect(refusal?.description.contains("1_a: the file was edited") == true)
    }

    @Test func `a file that is gone is found and stops everything`() throws {
        let files = [try Folder.file("2"), try Folder.file("3")]
        let gone = Folder.record(try Folder.file("1"), rank: 1)
        let history = try MigrationHistory(
            files: files, applied: [gone, Folder.record(files[0], rank: 2)])
        #expect(history.findings.map(\.kind) == [.fileMissing])
        expectRefusal(.mismatch) { try history.up() }
    }

    @Test func `what a later release applied does not stop an older one`() throws {
        let newer = Folder.record(try Folder.file("3"), rank: 3)
        let history = try Folder.history(applied: ["1", "2"]) { $0.append(newer) }
        #expect(history.findings.map(\.kind) == [.newer])
        #expect(history.findings.map(\.isHarmless) == [true])
        #expect(try history.up().isEmpty)
    }

    @Test func `a file older than the newest applied one is applied only when allowed`() throws {
        let history = try Folder.history(pending: ["2", "4"], applied: ["1", "3"])
        #expect(history.findings.map(\.kind) == [.outOfOrder])
        expectRefusal(.mismatch) { try history.up() }
        #expect(try history.up(allowsOutOfOrder: true).summary == ["+2", "+4"])
    }

    @Test(arguments: [AppliedMigration.State.running, .failed])
    func `an unfinished step stops everything`(state: AppliedMigration.State) throws {
        let history = try Folder.history(pending: ["2"], applied: ["1"]) { $0[0].state = state }
        #expect(history.findings.map(\.kind) == [.unfinished])
        expectRefusal(.unfinished) { try history.up() }
        expectRefusal(.unfinished) { try history.down(1) }
    }

    @Test func `records of another tool have no checksum to differ from`() throws {
        let history = try Folder.history(applied: ["1"]) {
            $0[0].checksum = nil
            $0[0].downSQL = "DROP TABLE other;"
        }
        #expect(history.findings.isEmpty)
    }

    @Test func `a baseline stands for all files up to it, in an empty database only`() throws {
        let history = try Folder.history(pending: ["1", "2", "10"], applied: [])
        #expect(try history.baseline(2).map(\.version) == [1, 2])
        expectRefusal(.unknownTarget) { try history.baseline(3) }
        let used = try Folder.history(pending: ["2"], applied: ["1"])
        expectRefusal(.notEmpty) { try used.baseline(2) }
    }
}
