import Crypto
import EventLog
import LedgerCore
import Logging
import Synchronization

/// Records what keys did that is no command: their use, once a day, and what they were refused,
/// once per operation and minute; a caller can't make the log grow faster.
///
/// Both have ids made of what they say, so that several processes together record one.
package final class AccessJournal: Sendable {
    private struct Pending {
        /// Actors by key; at most as many as there are keys.
        var uses: [String: String] = [:]
        /// What was recorded in this minute.
        var refusals: Set<String> = []
        var minute: Int64 = 0
    }

    private let events: any EventStore
    private let ids: IDSource
    private let logger: Logger
    private let pending = Mutex(Pending())

    init(events: any EventStore, ids: IDSource, logger: Logger) {
        self.events = events
        self.ids = ids
        self.logger = logger
    }

    func noteUse(of key: String, by actor: String) {
        pending.withLock { $0.uses[key] = actor }
    }

    /// Records the uses that were noted; those that cannot be recorded now are kept.
    func recordUses(at now: Timestamp) async {
        let uses = pending.withLock { pending in
            defer { pending.uses = [:] }
            return pending.uses
        }
        for (key, actor) in uses {
            let isRecorded = await record(
                .keyUsed(.init()), on: .access(key), "used:\(key):\(now.dayNumber)", actor,
                client: nil, now)
            if !isRecorded { noteUse(of: key, by: actor) }
        }
    }

    /// Records that a key was refused something; an answer is not held up by a log that is away.
    ///
    /// - Parameter operation: method and path with named parts.
    func recordRefusal(
        of principal: Principal, _ operation: String, code: String, client: String?,
        at now: Timestamp
    ) async {
        guard let key = principal.key else { return }
        let name = "refused:\(key):\(operation):\(now.minuteNumber)"
        let isNew = pending.withLock { pending in
            if pending.minute != now.minuteNumber {
                pending.refusals = []
                pending.minute = now.minuteNumber
            }
            return pending.refusals.insert(name).inserted
        }
        guard isNew else { return }
        _ = await record(
            .refused(.init(operation: operation, code: code)), on: .refusals(of: key), name,
            principal.actor, client: client, now)
    }

    private func record(
        _ event: AccessEvent, on stream: StreamName, _ name: String, _ actor: String,
        client: String?, _ now: Timestamp
    ) async -> Bool {
        let digest = Array(SHA256.hash(data: Array("access:\(name)".utf8)))
        guard let id = ID(digest: digest) else { return true }
        let append = AppendRequest(
            origin: EventOrigin(commandID: id, actor: actor, client: client, correlationID: id),
            requestHash: digest,
            parts: [
                StreamAppend(
                    stream: stream, expectedVersion: nil,
                    events: [event.recordable(id: ids.next(at: now))])
            ], due: .keep)
        do {
            _ = try await events.append(append)
            return true
        } catch {
            logger.warning(
                "What a key did was not recorded",
                metadata: ["stream": "\(stream)", "error": "\(error)"])
            return false
        }
    }
}
