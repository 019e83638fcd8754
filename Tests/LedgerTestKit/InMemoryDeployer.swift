package import LedgerCore
package import Rollout
import Synchronization

/// Slots that run whatever they are told at once, and that fail as they are told.
package final class InMemoryDeployer: Deployer {
    /// How one deployment goes wrong.
    package enum Fault: Sendable, Equatable {
        /// The slot stays as it is, and the caller hears why.
        case lost(OutboundError)
        /// The slot runs the version, and the caller hears an error all the same.
        case answerLost(OutboundError)
        /// The slot accepts, and stays as it is.
        case ignored
    }

    /// One deployment that was asked for, whether or not it was carried out.
    package struct Request: Sendable, Equatable {
        package let version: String
        package let slot: String
        package let idempotencyKey: String
        package let token: Int64
    }

    private struct State {
        var health: [String: Result<InstanceHealth, OutboundError>] = [:]
        var tokens: [String: Int64] = [:]
        var faults: [Fault] = []
        var requests: [Request] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var requests: [Request] { state.withLock { $0.requests } }

    /// The next deployments go wrong like this, one after the other.
    package func fail(next faults: Fault...) { state.withLock { $0.faults += faults } }

    /// What a slot says from now on, until the next deployment to it.
    package func setHealth(_ health: Result<InstanceHealth, OutboundError>, ofSlot name: String) {
        state.withLock { $0.health[name] = health }
    }

    package func deploy(
        _ version: String, to instance: Instance, idempotencyKey: String, token: Int64
    ) async throws(OutboundError) {
        let request = Request(
            version: version, slot: instance.name, idempotencyKey: idempotencyKey, token: token)
        try state.withLock { receive(request, &$0) }.get()
    }

    /// A slot that nothing was deployed to is healthy and does not say what it runs.
    package func health(of instance: Instance) async throws(OutboundError) -> InstanceHealth {
        let known = state.withLock { $0.health[instance.name] }
        return try known?.get() ?? InstanceHealth(isHealthy: true, version: nil)
    }

    private func receive(_ request: Request, _ state: inout State) -> Result<Void, OutboundError> {
        state.requests.append(request)
        guard request.token >= state.tokens[request.slot, default: .min] else {
            return .failure(OutboundError(.stale, "A higher token was seen"))
        }
        let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
        if case .lost(let error) = fault { return .failure(error) }
        state.tokens[request.slot] = request.token
        if fault != .ignored {
            state.health[request.slot] = .success(
                InstanceHealth(isHealthy: true, version: request.version))
        }
        if case .answerLost(let error) = fault { return .failure(error) }
        return .success(())
    }
}
