import ArgumentParser
import Foundation
import Migrations
import Postgres
import PostgresLedger
import PostgresMigrations
import PostgresTestKit
import Servers
import Testing

@testable import shiplog

@Suite(.postgres(), .timeLimit(.minutes(2)))
struct MigrateTests {
    @Test func `up shows each step with its time, and a second run does nothing`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1)
        try bench.write(10)
        try bench.write(2)

        let first = try await bench.run("up")

        #expect(first.code == .success)
        #expect(first.output == "Done: 3 steps; the database is at 10.\n")
        let steps = first.talk.split(separator: "\n").filter { $0.hasPrefix("applied ") }
        #expect(steps.map { $0.prefix(12) } == ["applied 1_a ", "applied 2_a ", "applied 10_a"])
        #expect(steps.allSatisfy { $0.hasSuffix(" ms") })
        #expect(try await bench.run("up").output == "Nothing to do; the database is at 10.\n")
    }

    @Test func `rollback-to goes back, down one step, redo nowhere`() async throws {
        let bench = try await MigrateBench.make()
        for version in 1...4 { try bench.write(version) }
        #expect(try await bench.run("up", "--to", "3").code == .success)
        #expect(
            try await bench.run("redo", "--steps", "2").output
                == "Done: 4 steps; the database is at 3.\n")
        #expect(try await bench.run("down").output == "Done: 1 step; the database is at 2.\n")
        #expect(
            try await bench.run("rollback-to", "0").output
                == "Done: 2 steps; the database is at no version.\n")
    }

    @Test func `an unknown target is a usage error, what nothing undoes a conflict`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1, down: "-- nothing")
        try bench.write(2)
        #expect(try await bench.run("up").code == .success)
        #expect(try await bench.run("rollback-to", "7").code == .validationFailure)
        let refused = try await bench.run("rollback-to", "0")
        #expect(refused.code == .conflict)
        #expect(refused.talk.contains("1_a: no down SQL is known for it"))
        let forced = try await bench.run(
            "rollback-to", "0", "--force-irreversible", "--reason", "a scratch database")
        #expect(forced.code == .success)
        #expect(throws: (any Error).self) {
            try MigrateCommand.parseAsRoot(["rollback-to", "0", "--force-irreversible"])
        }
    }

    @Test func `a failing statement is shown with file, line and caret`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1, up: "CREATE TABLE t1 ();\nSELECT a, nope\n  FROM t1;")
        let failed = try await bench.run("up")
        #expect(failed.code == .failure)
        #expect(
            failed.talk.contains(
                "error: 1_a.sql:3:8: column \"a\" does not exist (SQLSTATE 42703)\n"
                    + "  3 | SELECT a, nope\n    |        ^\n"))
        #expect(try await bench.ask("SELECT to_regclass('t1') IS NULL") == "true")
    }

    @Test func `status and verify tell what differs, also as JSON`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1)
        try bench.write(3)
        #expect(try await bench.run("up").code == .success)
        #expect(try await bench.run("verify").code == .success)
        try bench.write(1, up: "CREATE TABLE edited ();")
        try bench.write(2)

        let verified = try await bench.run("verify")
        let status = try await bench.run("status", "--exit-code", "-o", "json")

        #expect(verified.code == .conflict)
        #expect(
            verified.output == """
                1_a: the file was edited after it was applied
                2_a: it is not applied, though a later version is

                """)
        #expect(status.code == .conflict)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any])
        #expect(document["current"] as? String == "3")
        let rows = try #require(document["migrations"] as? [[String: Any]])
        #expect(rows.compactMap { $0["state"] as? String } == ["applied", "applied", "pending"])
        let findings = try #require(document["findings"] as? [[String: Any]])
        #expect(findings.compactMap { $0["kind"] as? String } == ["edited", "out_of_order"])
        let refused = try await bench.run("up")
        #expect(refused.code == .conflict)
        #expect(refused.talk.contains("next: shiplog migrate verify\n"))
    }

    @Test func `a plan shows the SQL and changes nothing`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1)
        let plan = try await bench.run("plan")
        #expect(
            plan.output == """
                -- apply 1_a, in a transaction, from 1_a.sql
                CREATE TABLE t1 ();


                """)
        #expect(try await bench.ask("SELECT to_regclass('_migrations') IS NULL") == "true")
    }

    @Test func `a baseline is recorded, and up goes on from there`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1)
        try bench.write(2)
        #expect(try await bench.run("baseline", "1").code == .success)
        #expect(try await bench.run("up").output == "Done: 1 step; the database is at 2.\n")
        #expect(try await bench.run("baseline", "2").code == .conflict)
    }

    @Test func `a file that is gone is undone from what the database keeps`() async throws {
        let bench = try await MigrateBench.make()
        try bench.write(1)
        try bench.write(2)
        #expect(try await bench.run("up").code == .success)
        try bench.remove(2)
        #expect(try await bench.run("rollback-to", "1").code == .success)
        #expect(try await bench.ask("SELECT to_regclass('t2') IS NULL") == "true")
    }

    @Test func `a runner killed inside a transaction leaves nothing, and the next one works`()
        async throws
    {
        let bench = try await MigrateBench.make()
        let watcher = try await bench.connect()
        try await watcher.run(script: "CREATE TABLE slow AS SELECT 600 AS seconds")
        try bench.write(1, up: "CREATE TABLE t1 ();\nSELECT pg_sleep(seconds) FROM slow;")
        let program = try await Program.start(
            ["migrate", "up", "--dir", bench.folder, "--database-url", bench.databaseURL])
        try await bench.waitForStatement("SELECT pg_sleep(seconds)")
        #expect(await program.end(by: .kill) != nil)

        // The server notices the end of the session when the statement has run; until then it
        // holds the lock, and the next runner waits for it.
        let console = RecordedConsole()
        async let running = bench.runOnLedger(["up", "--dir", bench.folder], on: console)
        await console.waits(for: "waiting for another runner: pid ")
        try await watcher.run(script: "DELETE FROM slow")
        try await bench.terminate("SELECT pg_sleep(seconds)")

        let next = try await running
        #expect(next.output == "Done: 1 step; the database is at 1.\n")
        #expect(try await bench.run("verify").code == .success)
    }

    @Test func `a runner killed between two statements leaves a record that repair explains`()
        async throws
    {
        let bench = try await MigrateBench.make()
        try bench.write(
            1, up: "CREATE TABLE t1 ();\nSELECT pg_sleep(600);\nCREATE TABLE t2 ();",
            options: "transaction:false")
        let program = try await Program.start(
            ["migrate", "up", "--dir", bench.folder, "--database-url", bench.databaseURL])
        try await bench.waitForStatement("SELECT pg_sleep(600)")
        #expect(await program.end(by: .kill) != nil)
        try await bench.terminate("SELECT pg_sleep(600)")

        let status = try await bench.run("status")
        let refused = try await bench.run("up")
        let advice = try await bench.run("repair")

        #expect(status.output.contains("running"))
        #expect(refused.code == .waitsForPerson)
        #expect(advice.code == .waitsForPerson)
        #expect(
            advice.output.contains(
                "1 statement of the up block took effect; the next one may have, too"))
        #expect(advice.output.contains("shiplog migrate repair 1 --as resume --reason"))

        try await bench.connect().run(script: "CREATE TABLE t2 ()")
        let repaired = try await bench.run(
            "repair", "1", "--as", "applied", "--reason", "finished by hand")
        #expect(repaired.code == .success)
        #expect(try await bench.run("verify").code == .success)
    }

    @Test func `without a server the end is 69, without an address 78`() async throws {
        let bench = try await MigrateBench.make()
        let nowhere = try await bench.run("status", "--database-url", "host=/nonexistent")
        #expect(nowhere.code == .unreachable)
        let program = try await Program.start(["migrate", "status"])
        #expect(await program.end() == .exited(code: 78))
    }

    @Test func `the step that makes the log is never undone, later ones are`() async throws {
        let bench = try await MigrateBench.make()
        #expect(try await bench.runOnLedger(["up"]).code == .success)
        let all = "\(try LedgerSchema.migrations().count)"
        for words in [["rollback-to", "0"], ["down", "--steps", all], ["redo", "--steps", all]] {
            let refused = try await bench.runOnLedger(words)
            #expect(refused.code == .conflict)
            #expect(refused.talk.contains("1_ledger: the log would be gone"))
        }
        #expect(try await bench.ask("SELECT to_regclass('ledger.events') IS NOT NULL") == "true")
        #expect(try await bench.runOnLedger(["rollback-to", "1"]).code == .success)
        let up = try await bench.runOnLedger(["up"])
        #expect(up.output.hasSuffix("; the database is at \(all).\n"))
    }

    @Test func `the ledger's own schema goes up without a folder`() async throws {
        let bench = try await MigrateBench.make()
        let program = try await Program.start(
            ["migrate", "up"], ["DATABASE_URL": bench.databaseURL])
        #expect(await program.end() == .exited(code: 0))
        #expect(program.text.contains("applied 1_ledger in "))
        let count = try await bench.ask("SELECT count(*) FROM ledger.schema_migrations")
        #expect(try count == "\(LedgerSchema.migrations().count)")
    }
}
