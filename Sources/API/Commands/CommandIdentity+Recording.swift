import EventLog
import LedgerCore

extension EventOrigin {
    /// What the log keeps of the request that a command came by.
    init(_ request: APIRequest, _ identity: CommandIdentity, reason: String?) {
        self.init(
            commandID: identity.id, actor: request.principal.actor,
            client: request.client, reason: reason, correlationID: identity.id,
            traceparent: request.headers["traceparent"].map { String($0.prefix(100)) })
    }
}

extension CommandIdentity {
    /// The first answer again, to the same request; another one is refused.
    func replay(_ known: KnownCommand) throws(Problem) -> APIResponse {
        guard known.requestHash == hash else { throw CommandIdentity.reused }
        guard let stored = known.receipt.answer.flatMap(StoredAnswer.init) else {
            throw Problem(
                409, "command_not_replayable", "this id belongs to another kind of command")
        }
        var answer = stored.response
        answer.headers["Idempotency-Replayed"] = "true"
        return answer
    }
}
