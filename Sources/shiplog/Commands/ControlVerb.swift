import ArgumentParser
import LedgerCore

/// A verb that acts on one deployment at the stage that its caller saw.
protocol ControlVerb: ClientVerb {
    var control: ControlOptions { get }
}

struct ControlOptions: ParsableArguments {
    @Argument(help: "The deployment's id.") var deployment: String
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @OptionGroup var client: ClientOptions

    func validate() throws {
        try CommandRules.check(deployment: deployment)
        try CommandRules.check(key: idempotencyKey)
    }
}

/// Guards a control against acting on another stage than the one that was seen.
struct StageOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The stage that you saw, from 1; else the one that it is at now.",
            discussion: "At another stage nothing happens, and the exit code is 7.",
            valueName: "stage"))
    var stage: Int?

    func validate() throws {
        if let stage, !(1...DeploymentPlan.maximumStages).contains(stage) {
            throw ValidationError("--stage must be 1 to \(DeploymentPlan.maximumStages).")
        }
    }
}

extension ControlVerb {
    var client: ClientOptions { control.client }

    /// Posts the verb and says what was accepted.
    func send(
        _ verb: String, _ body: JSONObject, in session: ClientSession, saying what: String
    ) async throws -> ExitCode {
        let answer = try await session.client.send(
            .post(
                "/v1/deployments/\(control.deployment)/\(verb)", body,
                key: control.idempotencyKey))
        session.sayIfReplayed(answer)
        try session.showDocument(answer) { _ in ["\(what) of \(control.deployment) accepted"] }
        session.console.suggest(session.command("watch \(control.deployment)"))
        return .success
    }

    /// The stage as the API counts it, from 0: the one named, or the present one.
    func stage(_ option: StageOption, in session: ClientSession) async throws -> Int {
        if let stage = option.stage { return stage - 1 }
        let document = try await session.client.object(
            .get("/v1/deployments/\(control.deployment)"))
        guard let stage = document.whole("stage") else {
            throw ClientFailure(
                .conflict, "deployment \(control.deployment) has not reached a stage",
                advice: session.command("watch \(control.deployment)"))
        }
        return stage
    }
}
