import ArgumentParser

/// The short form of what a demo needs most: `v1.5.0:0.3` fails 30 % of its requests.
struct BadVersion: ExpressibleByArgument, Equatable, Sendable {
    let version: String
    /// 0...1.
    let errorRate: Double

    init?(argument: String) {
        guard let (version, rest) = VersionBehaviour.split(argument), let rate = Double(rest),
            AgentBehaviour.rates.contains(rate)
        else { return nil }
        self.version = version
        errorRate = rate
    }
}
