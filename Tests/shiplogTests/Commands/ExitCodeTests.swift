import ArgumentParser
import LedgerCore
import Servers
import Testing

@testable import shiplog

/// What scripts rely on; 5, 6 and 130 are in ``WatchTests``.
@Suite(.timeLimit(.minutes(1)))
struct ExitCodeTests {
    @Test func `the numbers are those of the manual`() {
        #expect(ExitCode.notFound.rawValue == 3)
        #expect(ExitCode.notAllowed.rawValue == 4)
        #expect(ExitCode.deploymentFailed.rawValue == 5)
        #expect(ExitCode.timedOut.rawValue == 6)
        #expect(ExitCode.conflict.rawValue == 7)
        #expect(ExitCode.validationFailure.rawValue == 64)
        #expect(ExitCode.unreachable.rawValue == 69)
        #expect(ExitCode.configuration.rawValue == 78)
        #expect(ExitCode.interrupted.rawValue == 130)
    }

    @Test(arguments: [
        ["status", "nobody"], ["deploy", "nobody", "v1"],
        ["watch", "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55"],
        ["abort", "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55", "--reason", "x"],
    ])
    func `what is not there is 3`(arguments: [String]) async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run(arguments, to: RecordedConsole())
            #expect(outcome.exitCode == .notFound, "\(outcome.talk)")
        }
    }

    @Test func `a wrong token is 4, and is not shown`() async throws {
        try await Ledger().serve { server in
            let outcome = try await server.run(["status"], to: RecordedConsole()) {
                $0.variables["SHIPLOG_TOKEN"] = "another-token-of-somebody"
            }
            #expect(outcome.exitCode == .notAllowed)
            #expect(
                outcome.talk == """
                    error: this is neither a key nor the server's token
                    next: set SHIPLOG_TOKEN or SHIPLOG_TOKEN_FILE to a key, or to the server's token

                    """)
        }
    }

    @Test func `what the service's state forbids is 7`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            for words in [
                ["deploy", "agent-api", "v1"], ["rollback", "agent-api", "--reason", "x"],
            ] {
                let outcome = try await server.run(words, to: RecordedConsole())
                #expect(outcome.exitCode == .conflict, "\(outcome.talk)")
            }
        }
    }

    @Test(arguments: [
        ["deploy"], ["deploy", "agent-api", "has space"], ["deploy", "no/name", "v1"],
        ["status", "--output", "xml"], ["watch", "not-an-id"], ["nonsense"],
        ["abort", "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55"],
        ["deploy", "agent-api", "v1", "--timeout", "5m"],
        ["events", "--service", "a", "--stream", "b"], ["events", "--follow", "-o", "json"],
        ["status", "--server", "ftp://somewhere"], ["status", "--server", "http://me:pw@host"],
    ])
    func `what is typed wrong is 64`(arguments: [String]) async throws {
        let console = RecordedConsole()
        let outcome = try await Verb.run(
            arguments, .quiet(console, [:], ManualClock()), console)
        #expect(outcome.exitCode == .validationFailure, "\(outcome.talk)")
        #expect(!outcome.talk.isEmpty)
    }

    @Test func `a server that is not there is 69`() async throws {
        let console = RecordedConsole()
        let address = "http://127.0.0.1:\(try FreePort.next())"
        let outcome = try await Verb.run(
            ["status", "--server", address], .quiet(console, [:], ManualClock()), console)
        #expect(outcome.exitCode == .unreachable)
        #expect(outcome.talk.hasPrefix("error: no answer from \(address): "))
    }

    @Test func `a server that cannot reach its log is 69 too`() async throws {
        try await Ledger(store: FailingEventStore(failures: .max)).serve { server in
            let outcome = try await server.run("status", "agent-api")
            #expect(outcome.exitCode == .unreachable)
            #expect(outcome.talk.hasPrefix("error: the log cannot be reached\n"))
        }
    }

    @Test func `anything else that goes wrong is 1`() throws {
        let answer = APIAnswer(status: 500, headers: [:], body: Array("oops".utf8))
        let server = try #require(ServerAddress("http://127.0.0.1:8000"))

        let failure = ClientFailure(answer, to: .get("/v1/rollbacks"), at: server)

        #expect(
            failure
                == ClientFailure(
                    .failure, "the server answered 500 without saying why",
                    advice: "make sure that http://127.0.0.1:8000 is a shiplog server"))
    }

    @Test(arguments: [
        ["SHIPLOG_SERVER": "localhost:8000"], ["SHIPLOG_ENVIRONMENT": "no name"],
        ["SHIPLOG_TOKEN": "two words"], ["SHIPLOG_TOKEN_FILE": "/no/such/file"],
        ["SHIPLOG_TOKEN": "a-token-for-tests-only", "SHIPLOG_TOKEN_FILE": "/etc/hostname"],
    ])
    func `variables that cannot be used are 78`(variables: [String: String]) async throws {
        let console = RecordedConsole()
        let outcome = try await Verb.run(
            ["status"], .quiet(console, variables, ManualClock()), console)
        #expect(outcome.exitCode == .configuration, "\(outcome.talk)")
        #expect(!outcome.talk.contains("two words"))
    }
}
