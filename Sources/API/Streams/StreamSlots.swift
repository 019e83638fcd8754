import Synchronization

/// How many streams one process writes at once: each holds a connection, and asks the log.
final class StreamSlots: Sendable {
    /// Of all callers, and of one.
    static let maximum = (all: 64, actor: 16)

    private let open = Mutex<[String: Int]>([:])

    var count: Int { open.withLock { $0.values.reduce(0, +) } }

    /// - Returns: the slot; whoever drops it gives it back.
    /// - Throws: 503 when the process has no more, 429 when the actor has.
    func take(for actor: String) throws(Problem) -> StreamSlot {
        let refusal: Problem? = open.withLock { open in
            guard open.values.reduce(0, +) < Self.maximum.all else {
                return Self.refusal(503, "this server writes \(Self.maximum.all) streams already")
            }
            guard open[actor, default: 0] < Self.maximum.actor else {
                return Self.refusal(429, "\(actor) reads \(Self.maximum.actor) streams already")
            }
            open[actor, default: 0] += 1
            return nil
        }
        if let refusal { throw refusal }
        return StreamSlot(slots: self, actor: actor)
    }

    private static func refusal(_ status: Int, _ detail: String) -> Problem {
        Problem(
            status, "too_many_streams", "\(detail); end one, or read GET /v1/events",
            headers: ["Retry-After": "5"])
    }

    fileprivate func giveBack(_ actor: String) {
        open.withLock { open in
            let left = open[actor, default: 1] - 1
            open[actor] = left > 0 ? left : nil
        }
    }
}

/// One stream's place; it is free again when nobody holds this.
final class StreamSlot: Sendable {
    private let slots: StreamSlots
    private let actor: String

    fileprivate init(slots: StreamSlots, actor: String) {
        self.slots = slots
        self.actor = actor
    }

    deinit { slots.giveBack(actor) }
}
