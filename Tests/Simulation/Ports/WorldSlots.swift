import LedgerCore
import Rollout

/// What runs in the slots; a version takes some seconds to come up.
final class WorldSlots: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    private struct Content {
        var version: String
        var upAt: Int
        var token: Int64
    }

    private let simulator: Simulator
    private var contents = [
        "blue": Content(version: "v1", upAt: 0, token: 0),
        "green": Content(version: "v0", upAt: 0, token: 0),
    ]
    var faults: [Happening.CallFault] = []
    var awayUntil = 0

    init(_ simulator: Simulator) { self.simulator = simulator }

    var isAway: Bool { awayUntil > simulator.now }

    func heal() {
        faults = []
        awayUntil = 0
    }

    func deploy(_ version: String, _ slot: String, _ token: Int64) {
        guard let old = contents[slot], token >= old.token else { return }
        let upAt = old.version == version ? old.upAt : simulator.now + simulator.number(200...5000)
        contents[slot] = Content(version: version, upAt: upAt, token: token)
    }

    func health(_ slot: String) -> InstanceHealth {
        guard let content = contents[slot] else {
            return InstanceHealth(isHealthy: false, version: nil)
        }
        return InstanceHealth(isHealthy: content.upAt <= simulator.now, version: content.version)
    }
}

/// What the metrics source says: some versions are bad, some times nothing is well.
final class WorldMetrics: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    private let simulator: Simulator
    var bad: Set<String> = []
    var awayUntil = 0
    var breachUntil = 0

    init(_ simulator: Simulator) { self.simulator = simulator }

    func heal() {
        awayUntil = 0
        breachUntil = 0
    }

    func answer(_ version: String, isLive: Bool) -> Measurement.Answer {
        if awayUntil > simulator.now {
            return simulator.random.chance(50) ? .noData("empty") : .error("no connection")
        }
        let isBad = bad.contains(version) || (isLive && breachUntil > simulator.now)
        return .value(.init(requests: 5000, errors: isBad ? 500 : 2, latencyMillisecondsP99: 300))
    }
}
