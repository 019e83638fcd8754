import Foundation

/// Which seeds are played: so many, or as many as a time allows.
struct SeedRange: Sendable {
    let first: Int
    let count: Int
    /// For a soak; `nil` plays `count` seeds.
    let time: Duration?

    /// `SIMULATION_SEED` is the first, `SIMULATION_SEEDS` how many (1,000), or `SIMULATION_SECONDS`
    /// how long.
    static var fromEnvironment: SeedRange {
        let values = ProcessInfo.processInfo.environment
        func number(_ name: String) -> Int? { values[name].flatMap { Int($0) } }
        return SeedRange(
            first: number("SIMULATION_SEED") ?? 1, count: number("SIMULATION_SEEDS") ?? 1000,
            time: number("SIMULATION_SECONDS").map { .seconds($0) })
    }

    /// Every lane plays worlds of its own; they share nothing.
    func play(lane: Int, of lanes: Int) -> Tally {
        var tally = Tally()
        let end = time.map { ContinuousClock.now + $0 }
        var seed = first + lane
        while end.map({ ContinuousClock.now < $0 }) ?? (seed < first + count),
            tally.failures.count < 5
        {
            tally.play(seed)
            seed += lanes
        }
        return tally
    }
}
