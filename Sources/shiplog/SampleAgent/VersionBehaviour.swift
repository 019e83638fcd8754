import ArgumentParser
import LedgerCore

/// What one version does differently: `v1.5.0:error_rate=0.3,latency_ms=200`.
struct VersionBehaviour: ExpressibleByArgument, Equatable, Sendable {
    let version: String
    /// 0...1; `nil` behaves as the others.
    private(set) var errorRate: Double?
    private(set) var latencyMilliseconds: Double?

    /// A version may hold a colon, so the last one parts it from the rest.
    init?(argument: String) {
        guard let (version, rest) = Self.split(argument) else { return nil }
        self.version = version
        for setting in rest.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = setting.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let value = Double(parts[1]) else { return nil }
            switch parts[0] {
            case "error_rate" where AgentBehaviour.rates.contains(value): errorRate = value
            case "latency_ms" where AgentBehaviour.latencies.contains(value):
                latencyMilliseconds = value
            default: return nil
            }
        }
    }

    /// - Returns: `nil` unless it is a version, a colon and something more.
    static func split(_ argument: String) -> (version: String, rest: Substring)? {
        guard let colon = argument.lastIndex(of: ":") else { return nil }
        let version = String(argument[..<colon])
        let rest = argument[argument.index(after: colon)...]
        return FieldReader.isVersion(version) && !rest.isEmpty ? (version, rest) : nil
    }

    init(version: String, errorRate: Double) {
        self.version = version
        self.errorRate = errorRate
    }

    func applied(to standard: AgentBehaviour) -> AgentBehaviour {
        AgentBehaviour(
            errorRate: errorRate ?? standard.errorRate,
            latencyMilliseconds: latencyMilliseconds ?? standard.latencyMilliseconds)
    }
}
