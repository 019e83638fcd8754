import Migrations
import Testing

@Suite struct SQLSplitterTests {
    @Test(arguments: [
        ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        (";; -- nothing\n /* at all */ ;", []),
        ("SELECT ';''--'; SELECT 2;", ["SELECT ';''--'", "SELECT 2"]),
        (#"SELECT E'\';'; SELECT 2"#, [#"SELECT E'\';'"#, "SELECT 2"]),
        ("SELECT E'a'\n'\\';'; SELECT 2", ["SELECT E'a'\n'\\';'", "SELECT 2"]),
        (#"SELECT '\'; SELECT 2"#, [#"SELECT '\'"#, "SELECT 2"]),
        (#"SELECT U&'\'; SELECT 2"#, [#"SELECT U&'\'"#, "SELECT 2"]),
        (#"SELECT ";""'" FROM t; SELECT 2"#, [#"SELECT ";""'" FROM t"#, "SELECT 2"]),
        ("/* a /* ; */ ; */ SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT 1 -- a;\n + 2; SELECT 2", ["SELECT 1 -- a;\n + 2", "SELECT 2"]),
        ("DO $$ a; b $$; SELECT 2", ["DO $$ a; b $$", "SELECT 2"]),
        ("DO $t$ a; $$ ; $t$; SELECT 2", ["DO $t$ a; $$ ; $t$", "SELECT 2"]),
        (
            "SELECT $_testął123$;$_testął123$; SELECT 2",
            ["SELECT $_testął123$;$_testął123$", "SELECT 2"]
        ),
        ("PREPARE p AS SELECT $1; SELECT $2", ["PREPARE p AS SELECT $1", "SELECT $2"]),
        ("SELECT a$b$c; SELECT 2", ["SELECT a$b$c", "SELECT 2"]),
        (
            "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
            ["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3"]
        ),
    ])
    func `statements end where the server ends them`(text: String, statements: [String]) throws {
        #expect(try MigrationBlock(text: text).statements.map(\.text) == statements)
    }

    @Test func `the body of an atomic function is one statement`() throws {
        let function = """
            CREATE OR REPLACE FUNCTION f(a int) RETURNS int
            BEGIN ATOMIC
              SELECT CASE WHEN a > 1 THEN 1 ELSE 2 END;
              SELECT 3;
            END
            """

        let block = try MigrationBlock(text: function + ";\nSELECT 1;")

        #expect(block.statements.map(\.text) == [function, "SELECT 1"])
    }

    @Test func `a column named atomic or end opens and closes nothing`() throws {
        let block = try MigrationBlock(text: "SELECT begin, atomic FROM t; SELECT \"end\" FROM t")
        #expect(block.statements.count == 2)
    }

    @Test func `a statement knows its line and column in the file`() throws {
        let text = "-- a\n  SELECT 1;\n/* b\n*/ SELECT 'ą',\n  nope;"

        let statements = try MigrationBlock(text: text, firstLine: 10).statements

        #expect(
            statements.map(\.place) == [.init(line: 11, column: 3), .init(line: 13, column: 4)])
        #expect(statements[1].place(ofPosition: 9) == .init(line: 13, column: 12))
        #expect(statements[1].place(ofPosition: 12) == .init(line: 13, column: 15))
        #expect(statements[1].place(ofPosition: 15) == .init(line: 14, column: 3))
    }

    @Test(arguments: [
        ("SELECT 1;\nSELECT 'a", SQLTextError.Code.unterminated, 2, 8),
        ("SELECT \"a", .unterminated, 1, 8),
        ("DO $a$ b; $b$", .unterminated, 1, 4),
        ("/* /* */", .unterminated, 1, 1),
        ("CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;", .unterminated, 1, 27),
        ("SELECT (1; SELECT 2", .unbalancedParenthesis, 1, 8),
        ("SELECT 1)", .unbalancedParenthesis, 1, 9),
        ("\\i other.sql", .psqlCommand, 1, 1),
        ("COPY t (a) FROM STDIN;\n1\n\\.\n", .copyFromStandardInput, 1, 1),
        ("SELECT 1; COMMIT", .ownTransaction, 1, 11),
        ("begin; SELECT 1", .ownTransaction, 1, 1),
        ("START TRANSACTION", .ownTransaction, 1, 1),
        ("ROLLBACK", .ownTransaction, 1, 1),
        ("ABORT", .ownTransaction, 1, 1),
        ("END", .ownTransaction, 1, 1),
        ("PREPARE TRANSACTION 'a'", .ownTransaction, 1, 1),
    ])
    func `what cannot be run one by one is refused with its place`(
        text: String, code: SQLTextError.Code, line: Int, column: Int
    ) {
        let error = #expect(throws: SQLTextError.self) { try MigrationBlock(text: text) }
        #expect(error?.code == code)
        #expect(error?.place == SQLPlace(line: line, column: column))
    }

    @Test(arguments: [
        "ROLLBACK TO SAVEPOINT a", "SAVEPOINT a", "COPY t FROM '/a'", "COPY t TO STDOUT",
    ])
    func `what only looks like it is taken`(text: String) throws {
        #expect(try MigrationBlock(text: text).statements.count == 1)
    }
}
