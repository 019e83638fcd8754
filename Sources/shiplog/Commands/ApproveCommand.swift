import ArgumentParser
import LedgerCore

struct ApproveCommand: ControlVerb {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Say yes to a stage that asks people.",
        usage: """
            shiplog approve 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --stage 2
            """,
        discussion: """
            A stage with "approvals" in its plan passes when its evidence is good and that many \
            people said yes.
            """)

    @Option(help: "Why; the log keeps it.") var reason: String?
    @OptionGroup var stage: StageOption
    @OptionGroup var control: ControlOptions

    func validate() throws { if let reason { try CommandRules.check(reason: reason) } }

    func run(in session: ClientSession) async throws -> ExitCode {
        let stage = try await stage(stage, in: session)
        return try await send(
            "approve", ["reason": .string(reason), "expected_stage": .integer(stage)],
            in: session, saying: "approval of stage \(stage + 1)")
    }
}

struct RejectCommand: ControlVerb {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Say no to a stage: the deployment is taken back.",
        usage: """
            shiplog reject 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --reason "the answers got worse"
            """)

    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var stage: StageOption
    @OptionGroup var control: ControlOptions

    func validate() throws { try CommandRules.check(reason: reason) }

    func run(in session: ClientSession) async throws -> ExitCode {
        let stage = try await stage(stage, in: session)
        return try await send(
            "reject", ["reason": .string(reason), "expected_stage": .integer(stage)],
            in: session, saying: "rejection of stage \(stage + 1)")
    }
}
