import ArgumentParser
import LedgerCore

struct RollBackCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Go back to the last good version, or to a named one.",
        usage: """
            shiplog rollback agent-api --reason "answers are wrong since noon"
            shiplog rollback agent-api --to v1.4.2 --reason "checkout fails"
            shiplog rollback agent-api --to v1.4.1 --force --reason "the lesser evil"
            """)

    @Argument(help: "The service's name.") var service: String
    @Option(help: "The version to go to; else the last known good one.") var to: String?
    @Option(help: "Why; the log keeps it.") var reason: String
    @Flag(name: .customLong("force"), help: "Insist on a version that is marked bad.")
    var isForced = false
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        try EnvironmentOption.check(service, "SERVICE")
        try CommandRules.check(reason: reason)
        try CommandRules.check(key: idempotencyKey)
        if let to { try CommandRules.check(version: to, "--to") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let environment = session.environment(environment)
        let answer = try await session.client.send(
            .post(
                "/v1/environments/\(environment)/services/\(service)/rollback",
                [
                    "reason": .string(reason), "to_version": .string(to),
                    "force": isForced ? true : nil,
                ], key: idempotencyKey, service: service))
        session.sayIfReplayed(answer)
        try session.showDocument(answer) { document in
            let version = document.text("to_version") ?? "the last good version"
            return ["rollback of \(service) to \(version) accepted"]
        }
        session.console.suggest(session.command("status \(service)", environment: environment))
        return .success
    }
}
