import EventLog
import Executors
import LedgerCore

/// Registers services and queues a deployment for each, with a due row far in the future.
struct WaitingDeployments: Sendable {
    let store: any EventStore
    let reactor: Reactor
    let count: Int

    private static let callers = 256

    func append() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<Self.callers {
                group.addTask(executorPreference: reactor) {
                    for number in stride(from: caller, to: count, by: Self.callers) {
                        try await append(ServiceSample(number: number))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func append(_ service: ServiceSample) async throws {
        let command = IDSource.system.next(at: AppendLoad.time)
        let requested = ServiceEvent.deploymentRequested(
            .init(
                deployment: IDSource.system.next(at: AppendLoad.time),
                version: service.nextTarget.version, plan: DeploymentPlan()))
        let request = AppendRequest(
            origin: EventOrigin(commandID: command, actor: "key:ci", correlationID: command),
            requestHash: [UInt8](repeating: 0, count: 32),
            parts: [
                StreamAppend(
                    stream: service.stream, expectedVersion: 0,
                    events: [service.registered.recordable, requested.recordable])
            ], due: .set(AppendLoad.time, isUrgent: false))
        guard case .appended = try await store.append(request) else {
            throw BenchmarkError("a waiting deployment was refused")
        }
    }
}
