import EventLog
import LedgerCore

/// Takes commands to flags in: fold, decide, append at the folded version. Nothing else.
struct FlagDesk: Sendable {
    let dependencies: APIDependencies

    /// A command as it came in.
    struct Submission: Sendable {
        let place: FlagPlace
        let request: APIRequest
        let reason: String?
        /// The version that the caller saw; `nil` whichever it is.
        var expected: Int64?
        /// Makes the command of what the flag is now; may refuse as the rules do.
        let command: @Sendable (FlagState) throws -> FlagCommand
        /// The first answer to an accepted command, by the flag's state afterwards.
        let answer: @Sendable (FlagState) -> APIResponse
    }

    /// Others' appends may come first this often before the caller is asked to try again.
    static let retries = 20

    func submit(_ submission: Submission) async throws -> APIResponse {
        let identity = try CommandIdentity(submission.request)
        for _ in 0..<Self.retries {
            let loaded = try await dependencies.events.load(
                LoadQuery(streams: [StreamTail(submission.place.stream)], command: identity.id))
            if let known = loaded.command { return try identity.replay(known) }
            if let answer = try await decide(submission, identity, loaded) { return answer }
        }
        throw Problem.unavailable("the flag is changing too fast; try again")
    }

    /// - Returns: `nil` when the log moved on and it must be decided again.
    private func decide(
        _ submission: Submission, _ identity: CommandIdentity, _ loaded: Loaded
    ) async throws -> APIResponse? {
        var state = FlagState()
        try state.fold(loaded.events[0])
        try await dependencies.flags.catchUp()
        let others = dependencies.flags.snapshot(of: submission.place.environment)
        var decision = Decision(state.version, at: loaded.now)
        do {
            let command = try submission.command(state)
            decision.bases = Self.bases(of: command, others)
            decision.events = try state.decide(
                command, expecting: submission.expected, at: loaded.now, among: others)
            for (index, event) in decision.events.enumerated() {
                let context = EventContext(
                    position: 0, version: decision.version + Int64(index) + 1, at: loaded.now,
                    command: identity.id)
                FlagState.evolve(&state, with: event, context)
            }
            return try await record(decision, submission.answer(state), submission, identity)
        } catch let refusal as FlagRefusal {
            let problem = Problem(refusal)
            let answer = APIResponse(
                problem.status, problem.document(request: submission.request.id),
                contentType: "application/problem+json")
            return try await record(decision, answer, submission, identity)
        }
    }

    private struct Decision {
        let version: Int64
        let now: Timestamp
        /// Flags that the decision rests on, with their versions.
        var bases: [(key: String, version: Int64)] = []
        var events: [FlagEvent] = []

        init(_ version: Int64, at now: Timestamp) {
            (self.version, self.now) = (version, now)
        }
    }

    /// The flags that a definition would rest on: two of them must not close a circle at once.
    private static func bases(
        of command: FlagCommand, _ others: FlagSnapshot
    ) -> [(key: String, version: Int64)] {
        switch command {
        case .create(let definition), .change(let definition):
            FlagPrerequisites(others).closure(of: definition.prerequisites.map(\.flag))
                .filter { $0 != ExactText(definition.key) }.sorted()
                .compactMap { key in others.flag(key.text).map { (key.text, $0.version) } }
        case .kill, .restore, .setOverride, .removeOverride, .archive: []
        }
    }

    /// Refusals are remembered too, so that a late copy of a refused request stays refused.
    private func record(
        _ decision: Decision, _ answer: APIResponse, _ submission: Submission,
        _ identity: CommandIdentity
    ) async throws -> APIResponse? {
        let events = decision.events.map {
            $0.recordable(id: dependencies.ids.next(at: decision.now))
        }
        let own = StreamAppend(
            stream: submission.place.stream, expectedVersion: decision.version, events: events)
        let bases = decision.bases.map { key, version in
            StreamAppend(
                stream: .flag(key, in: submission.place.environment), expectedVersion: version,
                events: [])
        }
        return try await append(
            [own] + bases, answer, submission.request, submission.reason, identity)
    }

    /// Records all parts or none, and takes them into this process' flags.
    ///
    /// - Returns: `nil` when one of the streams has moved on.
    func append(
        _ parts: [StreamAppend], _ answer: APIResponse, _ request: APIRequest, _ reason: String?,
        _ identity: CommandIdentity
    ) async throws -> APIResponse? {
        try await AnsweredAppend(
            parts: parts, answer: answer, request: request, identity: identity, reason: reason
        ).record(in: dependencies.events) { try await dependencies.flags.catchUp() }
    }
}
