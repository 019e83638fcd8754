import LedgerCore

/// One row per stage that a deployment reached: when it was set, seen, and left, and on what looks.
package enum StagesView: View {
    package static let name = "stages"

    package static func keys(of input: ViewInput) -> [String] {
        switch input.fact {
        case .verdict(let fact):
            guard let deployment = fact.deployment, let stage = fact.stage else { return [] }
            return [key(deployment, stage)]
        case .service(let event):
            return stage(of: event, input).map { [key($0.id, $0.index)] } ?? []
        }
    }

    package static func reduce(_ slot: inout ViewRow?, key: String, _ input: ViewInput) {
        guard var row = slot.take() ?? made(key, input) else { return }
        defer { slot = row }
        let at = JSONValue.time(input.recorded.recordedAt)
        switch input.fact {
        case .verdict(let fact):
            row.data["looks"] = .integer(count(row.data["looks"]) + 1)
            row.data["last_verdict"] = .string(fact.kind.rawValue)
            if let checks = fact.checks {
                row.data["last_checks"] = .array(checks.map { .object($0.json) })
            }
        case .service(.shiftObserved) where row.data["status"] == "shifting":
            row.data["observed_at"] = at
            row.data["status"] = "holding"
        case .service(.stageApproved):
            row.data["approvals"] = .integer(count(row.data["approvals"]) + 1)
        case .service(.stagePassed(let fact)):
            row.data["status"] = "passed"
            if fact.promotion != nil { row.data["promoted"] = true }
            row.data["ended_at"] = at
        case .service(.abortDecided), .service(.abortRequested), .service(.rollbackRequested):
            row.data["status"] = "aborted"
            row.data["ended_at"] = at
        default: break
        }
    }

    private static func made(_ key: String, _ input: ViewInput) -> ViewRow? {
        guard case .service(.shiftDecided(let fact)) = input.fact, fact.cause == .stage,
            let index = fact.stage, let service = input.service, let saga = service.saga
        else { return nil }
        return ViewRow(
            key: key, environment: service.environment, service: service.name,
            madeAt: input.recorded.position,
            data: [
                "deployment": .id(saga.id), "stage": .integer(index), "status": "shifting",
                "percent": .integer(saga.plan.stages[index].percent),
                "duration_seconds": .integer(saga.plan.stages[index].durationSeconds),
                "decided_at": .time(input.recorded.recordedAt), "looks": 0,
                "approvals_needed": .integer(saga.plan.stages[index].approvals),
            ])
    }

    /// The stage that an event of the service's stream is about.
    private static func stage(
        of event: ServiceEvent, _ input: ViewInput
    ) -> (id: ID, index: Int)? {
        let before = input.service?.sagaBefore
        switch event {
        case .stagePassed(let fact): return (fact.deployment, fact.stage)
        case .stageApproved(let fact): return (fact.deployment, fact.stage)
        case .shiftDecided(let fact):
            guard fact.cause == .stage, let stage = fact.stage, let saga = input.service?.saga
            else {
                return nil
            }
            return (saga.id, stage)
        case .shiftObserved, .abortDecided, .abortRequested, .rollbackRequested:
            // Another one may be aborted while it waits for its turn.
            if let named = event.deployment, named != before?.id { return nil }
            return before.flatMap { saga in saga.stage.map { (saga.id, $0) } }
        default: return nil
        }
    }

    private static func key(_ deployment: ID, _ stage: Int) -> String { "\(deployment)/\(stage)" }

    private static func count(_ value: JSONValue?) -> Int {
        if case .integer(let count)? = value { Int(count) } else { 0 }
    }
}
