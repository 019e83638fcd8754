import LedgerCore

/// Every time users were taken back: aborted deployments that had traffic, and rollbacks.
package enum RollbacksView: View {
    package static let name = "rollbacks"

    package static func keys(of input: ViewInput) -> [String] {
        guard case .service(let event) = input.fact else { return [] }
        switch event {
        case .rollbackStarted(let fact): return ["\(fact.rollback)"]
        case .rollbackCompleted(let fact): return ["\(fact.rollback)"]
        case .rollbackMoot(let fact): return fact.rollback.map { ["\($0)"] } ?? []
        case .abortDecided, .abortRequested, .rollbackRequested, .shiftDecided, .shiftObserved,
            .deploymentAborted:
            // Another one may be aborted while it waits for its turn.
            if let named = event.deployment, named != input.service?.saga?.id { return [] }
            return input.service?.saga.map { ["\($0.id)"] } ?? []
        default: return []
        }
    }

    package static func reduce(_ slot: inout ViewRow?, key: String, _ input: ViewInput) {
        guard var row = slot.take() ?? made(key, input) else { return }
        defer { slot = row }
        guard case .service(let event) = input.fact else { return }
        let at = input.recorded.recordedAt
        switch event {
        case .shiftObserved(let fact) where isBack(fact, input):
            row.data["traffic_restored_at"] = .time(at)
            row.data["seconds_to_restore"] = seconds(from: row.data["decided_at"], to: at)
        case .rollbackCompleted, .deploymentAborted: row.data["completed_at"] = .time(at)
        case .rollbackMoot: row.data["gave_way_at"] = .time(at)
        default: break
        }
    }

    /// The row begins with the decision: a rollback's start, or an abort of what had traffic.
    private static func made(_ key: String, _ input: ViewInput) -> ViewRow? {
        guard case .service(let event) = input.fact, let service = input.service else { return nil }
        let origin = input.recorded.origin
        var (actor, reason) = (origin.actor, origin.reason)
        var data: JSONObject
        switch event {
        case .rollbackStarted(let fact):
            data = [
                "id": .id(fact.rollback), "kind": "rollback",
                "cause": fact.isAutomatic ? "automatic" : "requested",
                "from_version": .string(fact.from?.version), "to_version": .string(fact.to.version),
            ]
            if let request = fact.requests.first.flatMap({ service.after.pending[$0] }) {
                (actor, reason) = (request.actor, request.reason)
            }
        case .abortDecided(let fact): data = aborted(service, cause: fact.cause.rawValue)
        case .abortRequested, .rollbackRequested: data = aborted(service, cause: "requested")
        default: return nil
        }
        guard data["id"] != nil else { return nil }
        data["environment"] = .string(service.environment)
        data["service"] = .string(service.name)
        data["decided_at"] = .time(input.recorded.recordedAt)
        data["decided_by"] = .string(actor)
        data["reason"] = .string(reason)
        return ViewRow(
            key: key, environment: service.environment, service: service.name,
            madeAt: input.recorded.position, data: data)
    }

    private static func aborted(_ service: ViewInput.ServiceContext, cause: String) -> JSONObject {
        guard let saga = service.sagaBefore, saga.kind == .deployment, saga.hasTouchedTraffic else {
            return [:]
        }
        return [
            "id": .id(saga.id), "kind": "abort", "cause": .string(cause),
            "from_version": .string(saga.target.version),
            "to_version": .string(saga.stable?.version),
        ]
    }

    /// The new version's share is 0, or the one gone back to has everything.
    private static func isBack(_ fact: ServiceEvent.ShiftObserved, _ input: ViewInput) -> Bool {
        guard let saga = input.service?.sagaBefore else { return false }
        let share = fact.split.percent(of: saga.target.slot)
        return saga.kind == .rollback ? share == 100 : share == 0
    }

    private static func seconds(from start: JSONValue?, to end: Timestamp) -> JSONValue? {
        guard case .string(let text)? = start, let begin = Timestamp(text) else { return nil }
        return .number(Double(end.microseconds - begin.microseconds) / 1_000_000)
    }
}
