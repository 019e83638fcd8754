import LedgerCore
import Synchronization

/// A service like the chapter's agents: it reports a version, and behaves as that version does.
final class SampleAgent: Sendable {
    struct Settings: Sendable {
        var service = "agent-api"
        var version: String
        var standard = AgentBehaviour.standard
        /// What differs, by version.
        var behaviours: [String: AgentBehaviour] = [:]
        /// How long it reports itself as starting after a deployment.
        var startUp = Duration.zero
    }

    /// What one request gets.
    struct Turn: Sendable, Equatable {
        let version: String
        let code: Int
        let latency: Duration
    }

    private struct State {
        var version: String
        var healthyFrom: ContinuousClock.Instant
        /// A deployment with a lower one is out of date.
        var highestToken = 0
        var metrics: AgentMetrics
    }

    private let settings: Settings
    private let state: Mutex<State>

    init(_ settings: Settings) {
        self.settings = settings
        var metrics = AgentMetrics(service: settings.service)
        metrics.begin(version: settings.version)
        state = Mutex(State(version: settings.version, healthyFrom: .now, metrics: metrics))
    }

    /// - Returns: the version, and `false` while it starts up.
    var health: (version: String, isHealthy: Bool) {
        state.withLock { ($0.version, $0.healthyFrom <= .now) }
    }

    var metrics: String { state.withLock { $0.metrics.text } }

    /// Switches to a version; a token that is lower than one seen before changes nothing.
    ///
    /// - Returns: whether it was taken.
    func deploy(_ version: String, token: Int?) -> Bool {
        state.withLock { state in
            if let token {
                guard token >= state.highestToken else { return false }
                state.highestToken = token
            }
            guard state.version != version else { return true }
            state.version = version
            state.metrics.begin(version: version)
            state.healthyFrom = .now + settings.startUp
            return true
        }
    }

    /// Throws the dice for one request, by the version that is there when it comes.
    func turn(_ random: inout some RandomNumberGenerator) -> Turn {
        let version = state.withLock { $0.version }
        let behaviour = settings.behaviours[version] ?? settings.standard
        let fails = Double.random(in: 0..<1, using: &random) < behaviour.errorRate
        let factor = Double.random(in: 0.8...1.2, using: &random)
        return Turn(
            version: version, code: fails ? 500 : 200,
            latency: .microseconds(Int(behaviour.latencyMilliseconds * factor * 1000)))
    }

    func note(_ turn: Turn, took: Duration) {
        state.withLock {
            $0.metrics.note(version: turn.version, code: turn.code, seconds: took / .seconds(1))
        }
    }
}
