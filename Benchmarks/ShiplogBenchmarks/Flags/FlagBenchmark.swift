import LedgerCore

/// Evaluating flags in memory, against one MD5 of the same bytes: what a bucket cannot do without.
enum FlagBenchmark: Benchmark {
    static let name = "flags"

    private static let evaluations = 200_000
    private static let users = (0..<1000).map { "user-\($0)" }
    private static let contexts = users.map { FlagContext(user: $0) }
    private static let now = Timestamp(microseconds: 1_795_521_600_000_000)

    static func run(on bench: Workbench) async throws -> [ReportRow] {
        [
            try row("everybody", flag(.all), rounds: bench.scale.rounds, goal: "≥ 1.7"),
            try row("nobody", flag(.none), rounds: bench.scale.rounds, goal: "≥ 1.7"),
            try row("an override", overridden, rounds: bench.scale.rounds, goal: "≥ 1.7"),
            try row("a percentage", flag(.percentage), rounds: bench.scale.rounds, goal: "≥ 0.4"),
            try row("a list of 10", listed(10), rounds: bench.scale.rounds, goal: nil),
            try row("a list of 100,000", listed(100_000), rounds: bench.scale.rounds, goal: nil),
        ]
    }

    private static func row(
        _ what: String, _ flag: FeatureFlag, rounds: Int, goal: String?
    ) throws -> ReportRow {
        let snapshot = FlagSnapshot([flag])
        // The first round warms up.
        let measured = try (0...rounds).map { _ in
            (ours: try rate { evaluate(flag, snapshot, $0) }, peer: try rate { hash($0) })
        }
        return ReportRow(
            "evaluate a flag: \(what), to one MD5", unit: "evaluations/s",
            rounds: Array(measured.dropFirst()), goal: goal)
    }

    private static func evaluate(_ flag: FeatureFlag, _ snapshot: FlagSnapshot, _ user: Int) -> Int
    {
        snapshot.evaluate(flag, for: contexts[user], at: now).variant == nil ? 0 : 1
    }

    private static func hash(_ user: Int) -> Int {
        FlagBucket(flag: "enable_streaming", user: users[user]).position
    }

    private static func rate(_ body: (Int) -> Int) throws -> Double {
        var sum = 0
        let start = ContinuousClock.now
        for number in 0..<evaluations { sum &+= body(number % users.count) }
        let seconds = (ContinuousClock.now - start).seconds
        // What nobody looks at might not be computed.
        guard sum > 0 else { throw BenchmarkError("nothing was evaluated") }
        return Double(evaluations) / seconds
    }

    private static func flag(
        _ strategy: FlagRollout.Strategy, users: [String] = [],
        overrides: [ExactText: FlagOverride] = [:]
    ) -> FeatureFlag {
        FeatureFlag(
            FlagDefinition(
                key: "enable_streaming", isEnabled: true,
                rollout: FlagRollout(
                    strategy: strategy, percentage: FlagPercentage(hundredths: 5000),
                    users: FlagUserList(users))),
            overrides: overrides)
    }

    private static var overridden: FeatureFlag {
        flag(
            .none,
            overrides: Dictionary(
                uniqueKeysWithValues: users.map {
                    (ExactText($0), FlagOverride(user: $0, variant: "on"))
                }))
    }

    private static func listed(_ count: Int) -> FeatureFlag {
        flag(.userList, users: (0..<count).map { "user-\($0)" })
    }
}
