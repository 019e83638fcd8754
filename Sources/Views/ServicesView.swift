package import LedgerCore

/// What each service is doing now: the answer to "what is live, and what is changing".
package enum ServicesView: View {
    package static let name = "services"

    package static func keys(of input: ViewInput) -> [String] {
        switch input.fact {
        case .service: return input.service.map { [$0.key] } ?? []
        case .verdict:
            let watched = input.recorded.stream.watchedService
            return watched.map { ["\($0.environment)/\($0.name)"] } ?? []
        }
    }

    package static func reduce(_ row: inout ViewRow?, key: String, _ input: ViewInput) {
        reduce(&row, key: key, [input])
    }

    /// The document is of the state alone but for the drift and the health, so only the last one is
    /// made.
    package static func reduce(_ row: inout ViewRow?, key: String, _ inputs: [ViewInput]) {
        let health = inputs.reduce(row?.data["health"]) { ServicesView.health($1, $0) }
        guard let first = inputs.first(where: { $0.service != nil }),
            let service = inputs.last(where: { $0.service != nil })?.service
        else {
            row?.data["health"] = health
            return
        }
        let wasAstray = row?.data["drifted"] == true
        let made =
            row
            ?? ViewRow(
                key: key, environment: service.environment, service: service.name,
                madeAt: first.recorded.position, data: JSONObject())
        row = made
        row?.data = document(
            of: service.after, environment: service.environment, name: service.name,
            hasDrifted: inputs.reduce(wasAstray) { hasDrifted($1, $0) }, health: health)
    }

    /// The public document of a service, from its state alone but for the drift and the health.
    package static func document(
        of state: ServiceState, environment: String, name: String, hasDrifted: Bool,
        health: JSONValue?
    ) -> JSONObject {
        [
            "environment": .string(environment), "service": .string(name),
            "status": .string(status(of: state)), "live": state.live.map { .object($0.json) },
            "active": state.active.map { saga in
                var summary = saga.summary
                summary["instances"] = state.instancesSummary
                return .object(summary)
            },
            "queued": .array(state.queue.map { .id($0.deployment) }),
            "traffic": state.wanted.map(\.json), "traffic_observed_at": .time(state.observedAt),
            "drifted": .bool(hasDrifted), "health": health,
            "automatic_rollback": state.automaticRollbackSummary,
            "last_good": .string(state.lastGood), "bad_versions": .strings(state.bad.sorted()),
            "settings": state.settings.map { .object($0.json) },
            "version": .integer(state.version), "changed_at": .time(state.lastAt),
        ]
    }

    private static func status(of state: ServiceState) -> String {
        if state.isStalled { return "stalled" }
        guard let saga = state.active else { return state.queue.isEmpty ? "idle" : "queued" }
        if saga.kind == .rollback { return "rolling_back" }
        return saga.isAborting ? "aborting" : "deploying"
    }

    /// The last look of the steady watch; forgotten when something else is live.
    private static func health(_ input: ViewInput, _ before: JSONValue?) -> JSONValue? {
        switch input.fact {
        case .verdict(let note):
            .object([
                "verdict": .string(note.kind.rawValue), "at": .time(input.recorded.recordedAt),
                "checks": .array((note.checks ?? []).map { .object($0.json) }),
            ])
        case .service(.deploymentCompleted), .service(.rollbackCompleted): nil
        case .service: before
        }
    }

    /// From the moment that the router was found astray until it was put right.
    private static func hasDrifted(_ input: ViewInput, _ before: Bool) -> Bool {
        guard case .service(let event) = input.fact else { return false }
        switch event {
        case .drifted: return true
        case .shiftObserved: return false
        default: return before
        }
    }
}

extension ServiceState {
    /// What keeps automatic rollbacks back, as far as it is on record; `nil` when there are none.
    fileprivate var automaticRollbackSummary: JSONValue? {
        guard settings?.policies.automaticRollback != nil else { return nil }
        return .object([
            "suspended": .bool(rollbacks.isSuspended),
            "blocked": .string(rollbacks.bar?.reason.rawValue),
            "blocked_until": .time(rollbacks.bar?.until),
            "last_rollback_at": .time(rollbacks.lastStartedAt),
        ])
    }
}

extension Saga {
    /// What a list says of a saga in progress.
    package var summary: JSONObject {
        [
            "id": .id(id), "kind": .string(kind.rawValue), "version": .string(target.version),
            "slot": .string(target.slot), "phase": .string(phase), "stage": .integer(stage),
            "percent": .integer(stage.map { plan.stages[$0].percent }),
            "paused": .bool(isPaused), "approvals": .integer(approvers.count),
            "approvals_needed": .integer(approvalsNeeded),
            "started_at": .time(startedAt), "step_started_at": .time(stepStartedAt),
        ]
    }
}
