import ArgumentParser
import LedgerCore

struct RetryCommand: ControlVerb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try an ended deployment again, by the same plan.",
        usage: """
            shiplog retry 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --reason "Prometheus was away"
            shiplog retry 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 --from-stage 3
            """,
        discussion: """
            It is a new deployment with an id of its own. A version that failed is marked bad: \
            shiplog unmark it first, if you know why it failed.
            """)

    @Option(help: "The first stage to go through, from 1.") var fromStage = 1
    @Option(help: "Why; the log keeps it.") var reason: String?
    @OptionGroup var control: ControlOptions

    func validate() throws {
        if let reason { try CommandRules.check(reason: reason) }
        guard (1...DeploymentPlan.maximumStages).contains(fromStage) else {
            throw ValidationError("--from-stage must be 1 to \(DeploymentPlan.maximumStages).")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(
            .post(
                "/v1/deployments/\(control.deployment)/retry",
                ["reason": .string(reason), "from_stage": .integer(fromStage - 1)],
                key: control.idempotencyKey))
        session.sayIfReplayed(answer)
        guard let deployment = try session.client.object(of: answer).text("deployment") else {
            throw ClientFailure(.failure, "the server did not name the deployment")
        }
        try session.showDocument(answer) { _ in
            ["deployment \(deployment) accepted, again after \(control.deployment)"]
        }
        session.console.suggest(session.command("watch \(deployment)"))
        return .success
    }
}
