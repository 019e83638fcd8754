package import LedgerCore

/// One row per deployment, from its request to its end.
package enum DeploymentsView: View {
    package static let name = "deployments"

    package static func keys(of input: ViewInput) -> [String] {
        switch input.fact {
        case .verdict(let fact): return fact.deployment.map { ["\($0)"] } ?? []
        case .service(let event):
            if let id = event.deployment { return ["\(id)"] }
            guard let saga = input.service?.saga, saga.kind == .deployment else { return [] }
            return ["\(saga.id)"]
        }
    }

    package static func reduce(_ slot: inout ViewRow?, key: String, _ input: ViewInput) {
        guard var row = slot.take() ?? made(key, input) else { return }
        defer { slot = row }
        switch input.fact {
        case .service(let event): apply(event, to: &row.data, input)
        case .verdict(let fact):
            row.data["last_verdict"] = .string(fact.kind.rawValue)
            row.data["last_look_at"] = .time(input.recorded.recordedAt)
        }
    }

    private static func made(_ key: String, _ input: ViewInput) -> ViewRow? {
        guard case .service(.deploymentRequested(let fact)) = input.fact,
            let service = input.service
        else { return nil }
        let origin = input.recorded.origin
        return ViewRow(
            key: key, environment: service.environment, service: service.name,
            madeAt: input.recorded.position,
            data: [
                "id": .id(fact.deployment), "environment": .string(service.environment),
                "service": .string(service.name), "version": .string(fact.version),
                "strategy": .string(fact.plan.strategy.rawValue), "status": "queued",
                "requested_at": .time(input.recorded.recordedAt),
                "requested_by": .string(origin.actor), "client": .string(origin.client),
                "reason": .string(origin.reason), "request": .id(origin.commandID),
                "plan": .object(fact.plan.json), "retry_of": .id(fact.retryOf),
            ])
    }

    private static func apply(_ event: ServiceEvent, to row: inout JSONObject, _ input: ViewInput) {
        let at = JSONValue.time(input.recorded.recordedAt)
        switch event {
        case .deploymentStarted(let fact):
            row["started_at"] = at
            row["slot"] = .string(fact.slot)
            row["from_version"] = .string(fact.stable?.version)
            if fact.instances != nil, let plan = input.service?.after.active?.plan {
                row["batch_percents"] = .array(plan.stages.map { .integer($0.percent) })
                row["instances"] = input.service?.after.instancesSummary
            }
        case .deploymentRejected(let fact): end(&row, "rejected", at, cause: fact.code)
        case .deploymentWithdrawn: end(&row, "aborted", at, cause: "withdrawn")
        case .promotionRequested(let fact):
            row["promoted_by"] = .string(input.recorded.origin.actor)
            row["promotion_reason"] = .string(input.recorded.origin.reason)
            row["promoted_fully"] = .bool(fact.isFull)
        case .deploymentPaused:
            row["paused_at"] = at
            row["paused_by"] = .string(input.recorded.origin.actor)
            row["pause_reason"] = .string(input.recorded.origin.reason)
        case .deploymentCompleted: end(&row, "completed", at)
        case .deploymentAborted: end(&row, "aborted", at)
        case .abortRequested:
            row["cause"] = row["cause"] ?? "requested"
            row["abort_requested_by"] = .string(input.recorded.origin.actor)
            row["abort_reason"] = .string(input.recorded.origin.reason)
        case .rollbackRequested: row["cause"] = row["cause"] ?? "requested"
        case .abortDecided(let fact): row["cause"] = .string(fact.cause.rawValue)
        case .shiftObserved(let fact):
            let slot = input.service?.saga?.target.slot ?? ""
            row["percent"] = .integer(fact.split.percent(of: slot))
            row["instances"] = input.service?.after.instancesSummary ?? row["instances"]
        case .deployFailed(let fact), .shiftFailed(let fact):
            row["last_failure"] = .string("\(fact.code): \(fact.detail)")
        default: break
        }
        follow(&row, input)
    }

    /// While it is active, the row says where it stands.
    private static func follow(_ row: inout JSONObject, _ input: ViewInput) {
        guard let saga = input.service?.after.active, row["id"] == .id(saga.id) else { return }
        row["status"] = .string(saga.phase)
        row["stage"] = .integer(saga.stage) ?? row["stage"]
        row["paused"] = .bool(saga.isPaused)
        row["approvals"] = .integer(saga.approvers.count)
        row["approvals_needed"] = .integer(saga.approvalsNeeded)
    }

    private static func end(
        _ row: inout JSONObject, _ status: JSONValue, _ at: JSONValue, cause: String? = nil
    ) {
        row["status"] = status
        row["ended_at"] = at
        if let cause { row["cause"] = .string(cause) }
    }
}

extension ServiceEvent {
    /// The deployment that the event itself names.
    package var deployment: ID? {
        switch self {
        case .deploymentRequested(let fact): fact.deployment
        case .deploymentRejected(let fact): fact.deployment
        case .deploymentWithdrawn(let fact): fact.deployment
        case .deploymentStarted(let fact): fact.deployment
        case .promotionRequested(let fact): fact.deployment
        case .deploymentPaused(let fact), .deploymentResumed(let fact): fact.deployment
        case .stageApproved(let fact): fact.deployment
        case .stagePassed(let fact): fact.deployment
        case .deploymentCompleted(let fact): fact.deployment
        case .deploymentAborted(let fact): fact.deployment
        case .abortRequested(let fact): fact.deployment
        case .abortDecided(let fact): fact.deployment
        default: nil
        }
    }
}
