/// A failing seed with no more faults and wishes than it needs to fail.
struct Shrinking: Sendable {
    let happenings: [Happening]
    private let play: Play

    var seed: Int { play.seed }
    var fails: Bool { !play.violations.isEmpty }

    init(seed: Int, mistake: Mistake? = nil) {
        var best = Play(seed: seed, mistake: mistake)
        var size = max(1, best.happenings.count / 2)
        while !best.violations.isEmpty {
            var start = 0
            var isSmaller = false
            while start < best.happenings.count {
                var fewer = best.happenings
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                let play = Play(seed: seed, happenings: fewer, mistake: mistake)
                if play.violations.isEmpty {
                    start += size
                } else {
                    (best, isSmaller) = (play, true)
                }
            }
            if size == 1, !isSmaller { break }
            size = max(1, size / 2)
        }
        play = best
        happenings = best.happenings
    }

    /// All that is needed to see it again.
    var report: String {
        """
        seed \(play.seed): \(play.violations.joined(separator: "; "))
        with \(happenings.map(\.description).joined(separator: "\n     "))
        \(play.lines.joined(separator: "\n"))
        """
    }
}
