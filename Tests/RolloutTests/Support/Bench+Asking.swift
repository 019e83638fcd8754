import EventLog
import LedgerCore
import Rollout

/// What people and programs do.
extension Bench {
    /// Accepts a command as the API does, and makes the service due at once.
    @discardableResult
    func ask(_ command: ServiceCommand) async throws -> ID {
        let view = try await ServiceLoader(store: store).load(Self.stream)
        let request = IDSource.system.next(at: view.now)
        let events = try view.state.decide(command, as: request)
            .map { $0.recordable(id: IDSource.system.next(at: view.now)) }
        try await append(
            events, at: view.state.version, by: request,
            due: .set(view.now, isUrgent: command.isUrgent))
        return request
    }

    func deploy(_ version: String = "v2", plan: DeploymentPlan = Bench.plan) async throws {
        try await ask(.deploy(deployment: Self.deployment, version: version, plan: plan))
    }

    /// Somebody else's append, which moves the stream on and decides nothing.
    func moveOn() async throws {
        let event = ServiceEvent.sagaStalled(.init(dispatches: 6, detail: "moved on by the test"))
        try await append([event.recordable(id: IDSource.system.next(at: clock.now))], at: nil)
    }

    func append(
        _ events: [NewEvent], at version: Int64?, by command: ID? = nil, due: DueChange = .keep
    ) async throws {
        let command = command ?? IDSource.system.next(at: clock.now)
        let outcome = try await store.append(
            AppendRequest(
                origin: EventOrigin(commandID: command, actor: "key:test", correlationID: command),
                requestHash: [1],
                parts: [
                    StreamAppend(stream: Self.stream, expectedVersion: version, events: events)
                ], due: due))
        guard case .appended = outcome else { throw BenchError.notAppended }
    }
}

enum BenchError: Error {
    case notAppended
    /// The saga did not come to where the test wanted it.
    case stuck([String])
}
