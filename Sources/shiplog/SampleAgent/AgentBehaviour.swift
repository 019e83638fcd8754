/// How one version of the sample agent behaves.
struct AgentBehaviour: Sendable, Equatable {
    /// Share of the answers that are 500; 0...1.
    var errorRate: Double
    /// The middle of the answers' latencies, which spread by ±20 % around it; 0...60 000.
    var latencyMilliseconds: Double

    /// 0.2 % errors and 40 ms: what the chapter's agents do on a good day.
    static let standard = AgentBehaviour(errorRate: 0.002, latencyMilliseconds: 40)

    static let rates = 0.0...1.0
    static let latencies = 0.0...60_000.0
}
