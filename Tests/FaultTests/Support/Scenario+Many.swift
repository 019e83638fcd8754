import Curl
import LedgerCore

/// Many services at once, each with a backend of its own and all on the same two agents.
extension Scenario {
    func registerAll(_ count: Int) async throws {
        try await withThrowingTaskGroup { group in
            for index in 0..<count {
                group.addTask {
                    _ = try await self.caller.order(
                        .put, "\(self.path)-\(index)",
                        self.settings(backend: "agents_\(index)"), key: "register-\(index)")
                }
            }
            try await group.waitForAll()
        }
    }

    /// Deploys v0 everywhere at the same time, to all users at once.
    ///
    /// Slot b runs it already: the one agent would take all but the newest of so many orders to be
    /// out of date.
    ///
    /// - Parameter note: called after each answer, with how many there are.
    /// - Returns: the answers, by the number of the service; none for a broken connection.
    func deployAll(
        _ count: Int, note: (Int) async -> Void = { _ in }
    ) async throws -> [Int: HTTPResponse] {
        let stage: JSONObject = ["percent": .integer(100), "duration_seconds": .integer(0)]
        let plan: JSONObject = ["stages": .array([.object(stage)])]
        return await withTaskGroup(of: (Int, HTTPResponse?).self) { group in
            for index in 0..<count {
                group.addTask {
                    let answer = try? await self.caller.send(
                        .post, "\(self.path)-\(index)/deployments",
                        ["version": "v0", "plan": .object(plan)], key: "deploy-\(index)")
                    return (index, answer)
                }
            }
            var answers: [Int: HTTPResponse] = [:]
            for await (index, answer) in group {
                answers[index] = answer
                if answer != nil { await note(answers.count) }
            }
            return answers
        }
    }
}
