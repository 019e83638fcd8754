import ArgumentParser
import Curl
import Servers
import Testing

@testable import shiplog

/// What a container's engine learns from `shiplog healthcheck`.
@Suite(.timeLimit(.minutes(1)))
struct HealthCheckTests {
    @Test func `a server that serves is well`() async throws {
        try await Ledger().serve { server in
            let program = try await Program.start(["healthcheck"], ["PORT": "\(server.port)"])
            #expect(await program.end() == .exited(code: 0))
            #expect(program.text.isEmpty)
        }
    }

    @Test func `a server that cannot reach its log is not well, but it is alive`() async throws {
        try await Ledger(store: FailingEventStore(failures: .max)).serve { server in
            let base = "http://127.0.0.1:\(server.port)"
            let check = try HealthCheckCommand.parse([])
            #expect(await check.problem(at: "\(base)/health") == "answered 503")
            #expect(await check.problem(at: "\(base)/health/live") == nil)
        }
    }

    @Test func `a server that is not there is 1, with the reason`() async throws {
        let url = "http://127.0.0.1:\(try FreePort.next())/health"
        let program = try await Program.start(["healthcheck", "--url", url])
        #expect(await program.end() == .exited(code: 1))
        #expect(program.text.hasPrefix("shiplog: \(url): "))
    }

    @Test func `a server that does not answer in time is not well`() async throws {
        let slow = try await Program.start(
            ["sample-agent", "--version", "v1", "--port", "0", "--latency-ms", "60000"])
        let ready = try await slow.writes("\n")
        let url = try #require(ready.split(whereSeparator: \.isWhitespace).last)
        let check = try HealthCheckCommand.parse(["--timeout", "1"])

        #expect(await check.problem(at: "\(url)/") == "Timeout was reached")
        _ = await slow.end(by: .kill)
    }

    @Test(arguments: [
        ([:], "http://127.0.0.1:8000/health"),
        (["HOST": "0.0.0.0", "PORT": "9000"], "http://127.0.0.1:9000/health"),
        (["HOST": "::"], "http://[::1]:8000/health"),
        (["HOST": "10.0.0.7"], "http://10.0.0.7:8000/health"),
    ])
    func `it asks where the server listens`(variables: [String: String], url: String) throws {
        let reader = SettingsReader(flags: [:], environment: variables)
        #expect(try HealthCheckCommand.address(from: reader) == url)
    }

    @Test func `a port that is none is 78`() async throws {
        let program = try await Program.start(["healthcheck"], ["PORT": "http"])
        #expect(await program.end() == .exited(code: 78))
        #expect(program.text.contains("PORT must be a whole number"))
    }

    @Test(arguments: [
        ["--timeout", "0"], ["--url", "ftp://somewhere"], ["--url", "http://a:b@c"],
    ])
    func `what is typed wrong is 64`(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try HealthCheckCommand.parse(arguments) }
        #expect(error.map { HealthCheckCommand.exitCode(for: $0) } == .validationFailure)
    }
}
