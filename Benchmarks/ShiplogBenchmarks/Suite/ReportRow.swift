/// One line of the table: what was measured, and the ratio to its peer where it has one.
struct ReportRow: Sendable {
    let name: String
    let unit: String
    let ours: Summary
    /// The peer's own number in the same unit.
    var peer: Summary?
    /// Of each round by itself, so that a change of the machine's speed falls on both.
    var ratio: Summary?
    /// Such as `≥ 2.5`; `nil` when the number is only told.
    var goal: String?

    /// A rate against the peer's: more is better.
    init(_ name: String, unit: String, rounds: [(ours: Double, peer: Double)], goal: String?) {
        self.name = name
        self.unit = unit
        self.goal = goal
        ours = Summary(rounds.map(\.ours))
        peer = Summary(rounds.map(\.peer))
        ratio = Summary(rounds.map { $0.ours / $0.peer })
    }

    /// A number that stands for itself.
    init(_ name: String, unit: String, _ values: [Double], goal: String? = nil) {
        self.name = name
        self.unit = unit
        self.goal = goal
        ours = Summary(values)
    }

    var markdown: String {
        let cells = [
            name, unit, ours.text, peer?.text ?? "–", ratio.map { "**\($0.text)**" } ?? "–",
            goal ?? "–",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
