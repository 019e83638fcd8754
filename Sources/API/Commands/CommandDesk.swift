import Crypto
import EventLog
import LedgerCore
import Logging
import WorkQueue

/// Takes commands in: fold, decide, append at the folded version, wake somebody. Nothing else.
struct CommandDesk: Sendable {
    let dependencies: APIDependencies

    /// A command as it came in.
    struct Submission: Sendable {
        let stream: StreamName
        let request: APIRequest
        let reason: String?
        /// Makes the command; the id is for whatever it begins.
        let command: @Sendable (ID) -> ServiceCommand
        /// The first answer to an accepted command; repeats get the same.
        let answer: @Sendable (Accepted) -> APIResponse
        /// Adds to the command what the log knows.
        var informed: @Sendable (ServiceCommand, ServiceView) -> ServiceCommand = { command, _ in
            command
        }
    }

    struct Accepted: Sendable {
        let request: ID
        /// The id that the command was made with.
        let newID: ID
        let events: [ServiceEvent]
    }

    /// Others' appends may come first this often before the caller is asked to try again.
    private static let retries = 20

    func submit(_ submission: Submission) async throws -> APIResponse {
        let identity = try CommandIdentity(submission.request)
        for _ in 0..<Self.retries {
            let view = try await dependencies.loader.load(submission.stream, command: identity.id)
            if let known = view.command { return try identity.replay(known) }
            if let answer = try await decide(submission, identity, view) { return answer }
        }
        throw Problem.unavailable("the service is changing too fast; try again")
    }

    /// - Returns: `nil` when the log moved on and it must be decided again.
    private func decide(
        _ submission: Submission, _ identity: CommandIdentity, _ view: ServiceView
    ) async throws -> APIResponse? {
        let newID = dependencies.ids.next(at: view.now)
        let command = submission.informed(submission.command(newID), view)
        do {
            let events = try view.state.decide(command, as: identity.id, under: view.rules)
            let accepted = Accepted(request: identity.id, newID: newID, events: events)
            return try await record(
                events, submission.answer(accepted), command, submission, identity, view)
        } catch let refusal as Refusal {
            let problem = Problem(refusal)
            let answer = APIResponse(
                problem.status, problem.document(request: submission.request.id),
                contentType: "application/problem+json")
            return try await record([], answer, command, submission, identity, view)
        }
    }

    /// Refusals are remembered too, so that a late copy of a refused request stays refused.
    private func record(
        _ events: [ServiceEvent], _ answer: APIResponse, _ command: ServiceCommand,
        _ submission: Submission, _ identity: CommandIdentity, _ view: ServiceView
    ) async throws -> APIResponse? {
        let request = submission.request
        let append = AppendRequest(
            origin: EventOrigin(request, identity, reason: submission.reason),
            requestHash: identity.hash,
            parts: parts(events, command, view),
            // Never less urgent than an abort that was accepted before (rule R8).
            due: events.isEmpty
                ? .keep : .bringForward(view.now, isUrgent: Self.isUrgent(command, events)),
            answer: StoredAnswer(answer).bytes)
        switch try await dependencies.events.append(append) {
        case .appended:
            if !events.isEmpty {
                await wake(submission, identity, isUrgent: Self.isUrgent(command, events))
            }
            return answer
        case .replayed(let receipt):
            return try identity.replay(
                KnownCommand(requestHash: identity.hash, receipt: receipt))
        case .commandReused: throw CommandIdentity.reused
        case .wrongVersion: return nil
        }
    }

    /// Expects the environment's stream too when that has a say.
    private func parts(
        _ events: [ServiceEvent], _ command: ServiceCommand, _ view: ServiceView
    ) -> [StreamAppend] {
        let own = StreamAppend(
            stream: view.stream, expectedVersion: view.state.version,
            events: events.map { $0.recordable(id: dependencies.ids.next(at: view.now)) })
        guard command.asksEnvironment, let stream = view.environmentStream else { return [own] }
        return [
            own,
            StreamAppend(
                stream: stream, expectedVersion: view.environment.version, events: []),
        ]
    }

    /// A version that takes the place of another stops that one too.
    private static func isUrgent(_ command: ServiceCommand, _ events: [ServiceEvent]) -> Bool {
        command.isUrgent
            || events.contains { if case .abortDecided = $0 { true } else { false } }
    }

    /// Only a hint: the due row was written with the events, and a scan finds it.
    private func wake(
        _ submission: Submission, _ identity: CommandIdentity, isUrgent: Bool
    ) async {
        let wakeUp = WakeUp(
            stream: submission.stream, lane: isUrgent ? .control : .commands,
            command: identity.id, traceparent: submission.request.headers["traceparent"])
        do { try await dependencies.queue.publish([wakeUp]) } catch {
            dependencies.logger.info("Not queued; the due row drives it")
        }
    }
}
