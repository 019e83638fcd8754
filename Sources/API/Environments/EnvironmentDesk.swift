import EventLog
import LedgerCore

/// Takes commands to environments in: fold, decide, append at the folded version. Nothing else.
struct EnvironmentDesk: Sendable {
    let dependencies: APIDependencies

    /// A command as it came in.
    struct Submission: Sendable {
        let environment: String
        let request: APIRequest
        let reason: String?
        /// Makes the command; the time is the log's.
        let command: @Sendable (Timestamp) throws -> EnvironmentCommand
    }

    /// Others' appends may come first this often before the caller is asked to try again.
    private static let retries = 20

    /// Answers with the environment as it is afterwards.
    func submit(_ submission: Submission) async throws -> APIResponse {
        let identity = try CommandIdentity(submission.request)
        for _ in 0..<Self.retries {
            let loaded = try await dependencies.events.load(
                LoadQuery(
                    streams: [StreamTail(.environment(submission.environment))],
                    command: identity.id))
            if let known = loaded.command { return try identity.replay(known) }
            if let answer = try await decide(submission, identity, loaded) { return answer }
        }
        throw Problem.unavailable("the environment is changing too fast; try again")
    }

    /// - Returns: `nil` when the log moved on and it must be decided again.
    private func decide(
        _ submission: Submission, _ identity: CommandIdentity, _ loaded: Loaded
    ) async throws -> APIResponse? {
        var state = EnvironmentState()
        try state.fold(loaded.events[0])
        let version = state.version
        do {
            let command = try submission.command(loaded.now)
            let events = try state.decide(command, at: loaded.now)
            for (index, event) in events.enumerated() {
                let context = EventContext(
                    position: 0, version: version + Int64(index) + 1, at: loaded.now,
                    command: identity.id, actor: submission.request.principal.actor,
                    reason: submission.reason)
                EnvironmentState.evolve(&state, with: event, context)
            }
            let answer = APIResponse(
                200,
                EnvironmentDocument.of(state, named: submission.environment, at: loaded.now))
            return try await record(events, at: version, answer, submission, identity, loaded.now)
        } catch let refusal as Refusal {
            let problem = Problem(refusal)
            let answer = APIResponse(
                problem.status, problem.document(request: submission.request.id),
                contentType: "application/problem+json")
            return try await record([], at: version, answer, submission, identity, loaded.now)
        }
    }

    /// Refusals are remembered too, so that a late copy of a refused request stays refused.
    private func record(
        _ events: [EnvironmentEvent], at version: Int64, _ answer: APIResponse,
        _ submission: Submission, _ identity: CommandIdentity, _ now: Timestamp
    ) async throws -> APIResponse? {
        let part = StreamAppend(
            stream: .environment(submission.environment), expectedVersion: version,
            events: events.map { $0.recordable(id: dependencies.ids.next(at: now)) })
        return try await AnsweredAppend(
            parts: [part], answer: answer, request: submission.request, identity: identity,
            reason: submission.reason
        ).record(in: dependencies.events)
    }
}
