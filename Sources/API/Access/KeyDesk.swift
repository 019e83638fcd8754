import EventLog
import LedgerCore
import Logging

/// Takes commands to API keys in: fold, decide, append at the folded version. Nothing else.
struct KeyDesk: Sendable {
    let dependencies: APIDependencies

    /// A command as it came in.
    struct Submission: Sendable {
        let key: String
        let request: APIRequest
        let reason: String?
        /// The secret that it brings; shown once, and never kept.
        var secret: KeyText?
        var success = 200
        /// Makes the command; the time is the log's.
        let command: @Sendable (Timestamp) throws -> KeyCommand
    }

    /// Others' appends may come first this often before the caller is asked to try again.
    private static let retries = 20

    /// Answers with the key as it is afterwards.
    func submit(_ submission: Submission) async throws -> APIResponse {
        let identity = try CommandIdentity(submission.request)
        for _ in 0..<Self.retries {
            let loaded = try await dependencies.events.load(
                LoadQuery(streams: [StreamTail(.access(submission.key))], command: identity.id))
            if let known = loaded.command { return try identity.replay(known) }
            if let answer = try await decide(submission, identity, loaded) { return answer }
        }
        throw Problem.unavailable("the key is changing too fast; try again")
    }

    /// - Returns: `nil` when the log moved on and it must be decided again.
    private func decide(
        _ submission: Submission, _ identity: CommandIdentity, _ loaded: Loaded
    ) async throws -> APIResponse? {
        var state = KeyState()
        try state.fold(loaded.events[0])
        let version = state.version
        try await dependencies.flags.catchUp()
        do {
            let events = try state.decide(
                try submission.command(loaded.now), at: loaded.now,
                among: dependencies.flags.keys.livingCount)
            for (index, event) in events.enumerated() {
                let context = EventContext(
                    position: 0, version: version + Int64(index) + 1, at: loaded.now,
                    command: identity.id, actor: submission.request.principal.actor)
                KeyState.evolve(&state, with: event, context)
            }
            let document = KeyDocument.of(state, id: submission.key, at: loaded.now)
            let answer = APIResponse(submission.success, document)
            let isRecorded = try await record(
                events, at: version, answer, submission, identity, loaded.now)
            return isRecorded.map { $0 == answer ? submission.showing(document) : $0 }
        } catch let refusal as KeyRefusal {
            let problem = Problem(refusal)
            let answer = APIResponse(
                problem.status, problem.document(request: submission.request.id),
                contentType: "application/problem+json")
            return try await record([], at: version, answer, submission, identity, loaded.now)
        }
    }

    /// Refusals are remembered too, so that a late copy of a refused request stays refused.
    ///
    /// - Parameter answer: what a repeat is told, so without the secret.
    private func record(
        _ events: [AccessEvent], at version: Int64, _ answer: APIResponse,
        _ submission: Submission, _ identity: CommandIdentity, _ now: Timestamp
    ) async throws -> APIResponse? {
        let part = StreamAppend(
            stream: .access(submission.key), expectedVersion: version,
            events: events.map { $0.recordable(id: dependencies.ids.next(at: now)) })
        return try await AnsweredAppend(
            parts: [part], answer: answer, request: submission.request, identity: identity,
            reason: submission.reason
        ).record(in: dependencies.events) {
            // It is in force here before its caller knows; the answer alone has the secret, so it
            // is given whatever happens now.
            do { try await dependencies.flags.catchUp() } catch {
                dependencies.logger.warning("The keys fall behind", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension KeyDesk.Submission {
    /// The answer with the secret, which only the first caller gets.
    fileprivate func showing(_ document: JSONObject) -> APIResponse {
        var document = document
        document["secret"] = secret.map { .string($0.text) }
        return APIResponse(success, document)
    }
}

extension Problem {
    /// What a refusal of the rules is to an HTTP client.
    init(_ refusal: KeyRefusal) {
        self.init(refusal.code == .keyUnknown ? 404 : 409, refusal.code.rawValue, refusal.detail)
    }
}

/// A key as the API shows it; never its secret, nor what that hashes to.
enum KeyDocument {
    static func of(_ key: KeyState, id: String, at now: Timestamp) -> JSONObject {
        var json: JSONObject = [
            "id": .string(id), "status": .string(key.status(at: now).rawValue),
            "actor": .string(key.definition?.actor),
        ]
        for member in key.definition?.json.members ?? [] { json[member.name] = member.value }
        json["created_at"] = .time(key.createdAt)
        json["created_by"] = .string(key.createdBy)
        json["rotated_at"] = .time(key.rotatedAt)
        if let previous = key.previous, now < previous.until {
            json["previous_until"] = .time(previous.until)
        }
        json["revoked_at"] = .time(key.revokedAt)
        json["last_used_on"] = key.usedAt.map { .string(String($0.day)) }
        return json
    }
}
