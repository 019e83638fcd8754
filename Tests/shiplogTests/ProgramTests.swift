import Curl
import LedgerCore
import Servers
import Testing

@testable import shiplog

/// What only a process shows: signals, exit statuses, and the real outputs.
@Suite(.timeLimit(.minutes(1)))
struct ProgramTests {
    @Test func `Ctrl-C ends a watch with 130`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            let program = try await Program.start(
                ["watch", "\(script.deployment)"], server.variables)
            _ = try await program.writes("deployment of v2 requested")

            let status = await program.end(by: .interrupt)

            #expect(status == .exited(code: 130))
            #expect(program.text.contains("detached; the deployment goes on\n"))
            #expect(!program.text.contains("\u{1B}"))
        }
    }

    @Test func `the sample agent serves until it is told to end`() async throws {
        let program = try await Program.start(
            ["sample-agent", "--version", "v1", "--port", "0", "--latency-ms", "0"])
        let ready = try await program.writes("\n")
        let url = try #require(ready.split(whereSeparator: \.isWhitespace).last)
        let client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))

        let answer = try await client.perform(HTTPRequest(.get, "\(url)/health"))

        #expect(answer.body == Array(#"{"status":"healthy","version":"v1"}"#.utf8))
        #expect(await program.end(by: .terminate) == .exited(code: 0))
    }

    @Test func `a verb that fails ends the process with its number`() async throws {
        let address = "http://127.0.0.1:\(try FreePort.next())"
        let program = try await Program.start(["status", "--server", address])
        #expect(await program.end() == .exited(code: 69))
        #expect(program.text.hasPrefix("error: no answer from \(address)"))
    }
}
