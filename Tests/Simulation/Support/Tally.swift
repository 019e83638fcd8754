/// What a row of seeds came to.
struct Tally: Sendable {
    private(set) var failures: [String] = []
    private(set) var seeds = 0
    private var events: [String: Int] = [:]
    private var faults = 0
    /// Of one world, from its healing to its rest; in virtual milliseconds.
    private var longest = 0

    mutating func play(_ seed: Int) {
        let play = Play(seed: seed)
        seeds += 1
        faults += play.happenings.count(where: \.isFault)
        longest = max(longest, play.healedIn)
        events.merge(play.counts, uniquingKeysWith: +)
        if !play.violations.isEmpty { failures.append(Shrinking(seed: seed).report) }
    }

    func missing(from kinds: [String]) -> [String] { kinds.filter { events[$0] == nil } }

    var summary: String {
        let total = events.values.reduce(0, +)
        return "\(seeds) seeds, \(faults) faults, \(total) events, at rest after \(longest) ms"
    }
}
