import ArgumentParser
import LedgerCore

struct PromoteCommand: ControlVerb {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Pass a stage now, without its evidence.",
        usage: """
            shiplog promote 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --reason "checked by hand"
            shiplog promote 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --stage 2 --reason "no traffic at night"
            shiplog promote 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --full --reason "urgent fix"
            """,
        discussion: """
            It ends a pause too. With --full each later stage passes at its first look that is \
            not bad. Looks that fail take the deployment back all the same.
            """)

    @Flag(
        name: .customLong("full"), help: "Pass all later stages too, as long as looks are not bad.")
    var isFull = false
    @Option(help: "Why; the log keeps it.") var reason: String
    @OptionGroup var stage: StageOption
    @OptionGroup var control: ControlOptions

    func validate() throws { try CommandRules.check(reason: reason) }

    func run(in session: ClientSession) async throws -> ExitCode {
        let stage = try await stage(stage, in: session)
        return try await send(
            "promote",
            [
                "reason": .string(reason), "expected_stage": .integer(stage),
                "full": isFull ? true : nil,
            ], in: session,
            saying: isFull ? "full promotion" : "promotion past stage \(stage + 1)")
    }
}
