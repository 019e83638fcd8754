import LedgerCore
import Rollout

/// Everything outside, as one process reaches it.
struct ProcessOutbound: OutboundCatalog {
    let life: ProcessLife
    let world: World

    func router(for settings: ServiceSettings) throws(OutboundError) -> any TrafficRouter {
        ProcessRouter(life: life, world: world)
    }

    func metrics(for settings: ServiceSettings) throws(OutboundError) -> any MetricsProvider {
        ProcessMetrics(life: life, world: world)
    }

    func deployer(for settings: ServiceSettings) throws(OutboundError) -> any Deployer {
        ProcessDeployer(life: life, world: world)
    }
}

struct ProcessMetrics: MetricsProvider {
    let life: ProcessLife
    let world: World

    func measure(version: String, windowSeconds: Int) async -> Measurement {
        await life.wait(world.simulator.number(5...60))
        return Measurement(
            answer: world.metrics.answer(version, isLive: version == world.liveVersion),
            provider: "world", query: version)
    }
}

struct ProcessDeployer: Deployer {
    let life: ProcessLife
    let world: World

    private func travel(_ least: Int = 5) async throws(OutboundError) {
        do {
            try await life.thaw()
            try await life.pass(world.simulator.number(least...least + 40))
        } catch { throw OutboundError(.unknownOutcome, "killed") }
    }

    private func reach() async throws(OutboundError) {
        try await travel()
        if world.slots.isAway {
            try await travel(1000)
            throw OutboundError(.unreachable, "no connection")
        }
    }

    func deploy(
        _ version: String, to instance: Instance, idempotencyKey: String, token: Int64
    ) async throws(OutboundError) {
        try await reach()
        let fault = world.slots.faults.isEmpty ? nil : world.slots.faults.removeFirst()
        if fault != .lost { world.slots.deploy(version, instance.name, token) }
        try await travel(fault == nil ? 5 : 4000)
        if fault == .lost || fault == .answerLost {
            throw OutboundError(.unknownOutcome, "no answer in time")
        }
    }

    func health(of instance: Instance) async throws(OutboundError) -> InstanceHealth {
        try await reach()
        let health = world.slots.health(instance.name)
        try await travel()
        return health
    }
}
