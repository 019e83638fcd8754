import Migrations
import Testing

@Suite struct MigrationHistoryDownTests {
    private let eleven = (1...11).map { "\($0)" }

    @Test func `going back to 2 of 11 undoes 11 to 3 and leaves 1 and 2`() throws {
        let steps = try Folder.history(applied: eleven).rollBack(to: 2)
        #expect(steps.summary == (3...11).reversed().map { "-\($0)" })
    }

    @Test func `undoing goes backwards through the order of applying, not of versions`() throws {
        let history = try Folder.history(applied: ["1", "3", "2"])
        #expect(try history.rollBack(to: 1).summary == ["-2", "-3"])
        #expect(try history.rollBack(to: 3).summary == ["-2"])
        #expect(try history.down(1).summary == ["-2"])
    }

    @Test func `a target that is not applied is refused, and zero is everything`() throws {
        let history = try Folder.history(pending: ["4"], applied: ["1", "2"])
        expectRefusal(.unknownTarget) { try history.rollBack(to: 3) }
        expectRefusal(.unknownTarget) { try history.rollBack(to: 4) }
        #expect(try history.rollBack(to: .zero).summary == ["-2", "-1"])
    }

    @Test(arguments: [nil, "", "  \n", "-- only a comment"])
    func `what nothing undoes is refused by name`(down: String?) throws {
        let history = try Folder.history(applied: ["1", "2", "3"]) {
            $0[1].downSQL = down
            $0[1].checksum = nil
        }
        let refusal = refusal { try history.rollBack(to: 1) }
        #expect(refusal?.code == .irreversible)
        #expect(refusal?.reasons == ["2_a: no down SQL is known for it"])
        #expect(try history.down(1).summary == ["-3"])
    }

    @Test func `what nothing undoes can be forgotten by force, and its schema stays`() throws {
        let history = try Folder.history(applied: ["1", "2"]) {
            $0[0].downSQL = nil
            $0[0].checksum = nil
        }
        var policy = UndoPolicy()
        policy.forcesIrreversible = true
        let steps = try history.rollBack(to: .zero, policy)
        #expect(steps.summary == ["-2", "-1"])
        #expect(steps.map { $0.block == nil } == [false, true])
    }

    @Test func `a baseline is not undone`() throws {
        let history = try Folder.history(applied: ["1", "2"]) { $0[0].state = .baseline }
        expectRefusal(.irreversible) { try history.rollBack(to: .zero) }
        #expect(try history.rollBack(to: 1).summary == ["-2"])
    }

    @Test func `stored SQL undoes what the folder no longer has`() throws {
        var record = AppliedMigration(version: 7, name: "gone", rank: 1)
        record.downSQL = "DROP TABLE t7;"
        record.checksum = "any"
        let step = try MigrationHistory(files: [], applied: [record]).down(1).first
        #expect(step?.block?.text == "DROP TABLE t7;")
        #expect(step?.source == "the stored down SQL of 7_gone")
    }

    @Test func `a file whose down block differs from the stored one needs a choice`() throws {
        let history = try Folder.history(applied: ["1"]) { $0[0].downSQL = "SELECT 'stored';" }
        #expect(history.findings.map(\.kind) == [.downDiffers])
        expectRefusal(.downDiffers) { try history.down(1) }
        var policy = UndoPolicy()
        policy.downSource = .stored
        #expect(try history.down(1, policy).first?.block?.text == "SELECT 'stored';")
        policy.downSource = .file
        let step = try history.down(1, policy).first
        #expect(step?.block?.text == "DROP TABLE t1;")
        #expect(step?.block?.statements.first?.place.line == 4)
    }

    @Test func `redo takes the last steps back and applies them again`() throws {
        let history = try Folder.history(pending: ["4"], applied: ["1", "2", "3"])
        #expect(try history.redo(2).summary == ["-3", "-2", "+2", "+3"])
    }

    @Test func `one version in the middle is undone only when it is named`() throws {
        let history = try Folder.history(applied: ["1", "2", "3"])
        #expect(try history.undoOnly(2).summary == ["-2"])
        expectRefusal(.unknownTarget) { try history.undoOnly(4) }
    }

    @Test func `stored SQL that ends the transaction is refused with its place`() throws {
        let history = try Folder.history(applied: ["1"]) {
            $0[0].downSQL = "DROP TABLE t1;\nCOMMIT;"
            $0[0].checksum = nil
        }
        let refusal = refusal { try history.down(1) }
        #expect(refusal?.code == .badStoredSQL)
        #expect(refusal?.description.contains("1_a:2:1: the runner begins") == true)
    }
}
