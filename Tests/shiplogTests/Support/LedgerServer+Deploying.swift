import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

extension LedgerServer {
    /// Has `v2` accepted, in two stages: 10 % for ten seconds, then all.
    ///
    /// - Returns: the script that carries it out, and so its id.
    func deploy(_ version: String = "v2") async throws -> DeploymentScript {
        let outcome = try await run(
            "deploy", "agent-api", version, "--stages", "10,100", "--stage-duration", "10s", "-o",
            "json")
        try #require(outcome.exitCode == .success, "\(outcome.talk)")
        let answer = try JSONParser.parse(Array(outcome.output.utf8.dropLast()))
        guard case .object(let object) = answer else { throw ExitCode.failure }
        let id = try #require(object.text("deployment").flatMap { ID($0) })
        return DeploymentScript(ledger, deployment: id, version: version)
    }
}
