import EventLog
import LedgerCore

/// A command's facts and what its caller is told, recorded together: a repeat is told the same, and
/// a late copy of a refused command stays refused.
struct AnsweredAppend {
    let parts: [StreamAppend]
    let answer: APIResponse
    let request: APIRequest
    let identity: CommandIdentity
    let reason: String?

    /// - Parameter refresh: what has to know the facts before the caller does; not for a repeat.
    /// - Returns: `nil` when one of the streams has moved on, and it must be decided again.
    func record(
        in events: any EventStore, then refresh: () async throws -> Void = {}
    ) async throws -> APIResponse? {
        let outcome = try await events.append(
            AppendRequest(
                origin: EventOrigin(request, identity, reason: reason),
                requestHash: identity.hash, parts: parts, due: .keep,
                answer: StoredAnswer(answer).bytes))
        switch outcome {
        case .appended:
            try await refresh()
            return answer
        case .replayed(let receipt):
            return try identity.replay(KnownCommand(requestHash: identity.hash, receipt: receipt))
        case .commandReused: throw CommandIdentity.reused
        case .wrongVersion: return nil
        }
    }
}
