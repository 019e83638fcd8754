import ArgumentParser
import LedgerCore

struct FlagsRampCommand: FlagVerb {
    static let configuration = CommandConfiguration(
        commandName: "ramp", abstract: "Turn a flag on for a share of the users.",
        usage: """
            shiplog flags ramp new-model 25 --reason "looks well"
            shiplog flags ramp new-model 100 --over 2h --reason "the rest, slowly"
            """,
        discussion: """
            Raising the share only ever adds users. With --over it goes up from the present share to \
            this one in equal steps, by the ledger's clock.
            """)

    @OptionGroup var flag: FlagOptions
    @Argument(help: "The share, 0 to 100, with at most two decimals.") var percent: Double
    @Option(help: ArgumentHelp("How long it takes, such as 2h.", valueName: "time"))
    var over: DurationArgument?
    @OptionGroup var change: FlagChangeOptions

    func validate() throws {
        guard (0...100).contains(percent) else {
            throw ValidationError("PERCENT must be 0 to 100.")
        }
        if let over, over.seconds == 0 || percent == 0 {
            throw ValidationError("--over needs some time, and a share above 0.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        guard let over else {
            return try await patch(
                ["rollout_strategy": "percentage", "rollout_percentage": .number(percent)], change,
                in: session, saying: "on for \(share)")
        }
        let window = try await window(over.seconds, session)
        return try await patch(
            [
                "rollout_strategy": "gradual", "rollout_percentage": .number(percent),
                "metadata": .object([
                    "rollout_start": .time(window.start), "rollout_end": .time(window.end),
                ]),
            ], change, in: session,
            saying: "goes up to \(share) until \(Wording.time(window.end))")
    }

    private var share: String { "\(Wording.number(percent)) % of the users" }

    private func window(_ seconds: Int, _ session: ClientSession) async throws -> RampWindow {
        let document = try await session.client.object(.get(path(session)))
        let answer = try await session.client.object(.get(path(session) + "/evaluate"))
        guard let now = answer.time("at") else {
            throw ClientFailure(.failure, "the server did not say what time it is")
        }
        let present = RampWindow.share(of: document, at: now)
        guard let window = RampWindow(from: present, to: percent, over: seconds, at: now) else {
            throw ClientFailure(
                .conflict, "it is on for \(Wording.number(present)) % already",
                advice: session.command("flags ramp \(flag.key) \(Wording.number(percent))"))
        }
        return window
    }
}
