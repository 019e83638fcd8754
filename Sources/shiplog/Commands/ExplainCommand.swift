import ArgumentParser
import LedgerCore

struct ExplainCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a deployment or a rollback went as it did, decision by decision.",
        usage: """
            shiplog explain 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55
            shiplog explain 019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55 -o json
            """,
        discussion: """
            Takes the id of a deployment (`shiplog deployments`) or of a rollback (`shiplog rollbacks \
            -o json`). Every decision is shown with who made it, why, and the looks that it rests on, \
            with their numbers and limits.
            """)

    @Argument(help: "The id of a deployment or a rollback.") var id: String
    @OptionGroup var client: ClientOptions

    func validate() throws {
        guard ID(id) != nil else { throw ValidationError("\(id) is no id: it must be a UUID.") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer: APIAnswer
        do {
            answer = try await session.client.send(.get("/v1/deployments/\(id)/explain"))
        } catch let failure as ClientFailure where failure.exitCode == .notFound {
            answer = try await session.client.send(.get("/v1/rollbacks/\(id)/explain"))
        }
        try session.showDocument(answer) { Explained.lines($0) }
        return .success
    }
}
