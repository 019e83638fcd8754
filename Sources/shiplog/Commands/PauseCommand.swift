import ArgumentParser
import LedgerCore

struct PauseCommand: ControlVerb {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Keep a deployment at its stage until it is resumed.",
        usage: """
            shiplog pause 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --reason "look at the traces first"
            """,
        discussion: """
            The shares stay as they are, but for one that is being set, and the looks go on: a version that fails is taken back \
            all the same. No deadline runs meanwhile.
            """)

    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var stage: StageOption
    @OptionGroup var control: ControlOptions

    func validate() throws { try CommandRules.check(reason: reason) }

    func run(in session: ClientSession) async throws -> ExitCode {
        let seen = stage.stage.map { $0 - 1 }
        return try await send(
            "pause", ["reason": .string(reason), "expected_stage": .integer(seen)], in: session,
            saying: "pause")
    }
}

struct ResumeCommand: ControlVerb {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a paused deployment go on.",
        usage: """
            shiplog resume 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55
            """)

    @Option(help: "Why; the log keeps it.") var reason: String?
    @OptionGroup var control: ControlOptions

    func validate() throws { if let reason { try CommandRules.check(reason: reason) } }

    func run(in session: ClientSession) async throws -> ExitCode {
        try await send(
            "resume", ["reason": .string(reason)], in: session, saying: "resumption")
    }
}
