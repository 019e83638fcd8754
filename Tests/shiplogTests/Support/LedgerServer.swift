import ArgumentParser
import LedgerCore
import LedgerTestKit
import Testing

@testable import shiplog

/// A server that runs, for the verbs.
struct LedgerServer: Sendable {
    let ledger: Ledger
    let port: Int

    /// How a verb ended, and what it wrote.
    struct Outcome: Sendable, Equatable {
        let exitCode: ExitCode
        let output: String
        let talk: String
    }

    var variables: [String: String] {
        ["SHIPLOG_SERVER": "http://127.0.0.1:\(port)", "SHIPLOG_TOKEN": Ledger.token]
    }

    /// Runs a verb as the program would, to its end.
    func run(_ arguments: String...) async throws -> Outcome {
        try await run(arguments, to: RecordedConsole())
    }

    func run(
        _ arguments: [String], to console: RecordedConsole,
        _ adapt: (inout Surroundings) -> Void = { _ in }
    ) async throws -> Outcome {
        var surroundings = Surroundings.quiet(console, variables, ledger.clock)
        adapt(&surroundings)
        return try await Verb.run(arguments, surroundings, console)
    }

    /// Registers `agent-api` with `v1` live in slot `a`.
    func register() async throws {
        var body = Samples.settings.json
        body["live"] = .object(["version": "v1", "slot": "a"])
        let bytes = body.bytes
        let outcome = try await run(
            ["services", "apply", "agent-api", "-f", "-"], to: RecordedConsole()
        ) { $0.input = { bytes } }
        try #require(outcome.exitCode == .success, "\(outcome.talk)")
    }
}

/// Runs verbs in this process.
enum Verb {
    static func run(
        _ arguments: [String], _ surroundings: Surroundings, _ console: RecordedConsole
    ) async throws -> LedgerServer.Outcome {
        let command: any ParsableCommand
        do {
            command = try Shiplog.parseAsRoot(arguments)
        } catch {
            let message = Shiplog.message(for: error)
            return .init(exitCode: Shiplog.exitCode(for: error), output: "", talk: message)
        }
        let verb = try #require(command as? any ClientVerb)
        let code = await verb.outcome(in: surroundings)
        return .init(exitCode: code, output: console.output, talk: console.talk)
    }
}

extension Surroundings {
    /// Nobody interrupts, nothing is on the standard input, and waits are short.
    static func quiet(
        _ console: RecordedConsole, _ variables: [String: String], _ clock: ManualClock
    ) -> Surroundings {
        var pace = ClientPace()
        pace.retries = [.milliseconds(10), .milliseconds(10)]
        pace.reconnect = (.milliseconds(10), .milliseconds(50))
        pace.newsSeconds = 1
        return Surroundings(
            variables: variables, console: { _ in console.console }, now: { clock.now },
            interruption: {
                let (never, _) = AsyncStream<Void>.makeStream()
                for await _ in never {}
            }, input: { [] }, pace: pace)
    }
}
