/// How the traffic goes from the stable version to the new one; each is a way through the stages.
package enum Strategy: String, Sendable, CaseIterable {
    /// A growing share, stage by stage.
    case canary
    /// All of the traffic at once, when the new version is ready beside the old one; what follows
    /// is the time in which bad evidence switches back by itself.
    case blueGreen = "blue-green"
    /// Instance by instance, in batches: what a stage is to the others, a batch is here.
    case rolling
    /// A part of the users for a time, told apart by a route; a person or the judge then says which
    /// version wins.
    case abTest = "ab-test"

    /// What a plan without stages has.
    package var defaultStages: [Stage] {
        switch self {
        case .canary: Stage.chapterDefaults
        case .blueGreen: [Stage(percent: 100, durationSeconds: 600, criteria: .chapterDefault)]
        case .rolling: RollingSettings().stagesWithoutCount
        case .abTest:
            [
                Stage(percent: 50, durationSeconds: 3600, criteria: .chapterDefault),
                Stage(percent: 100, durationSeconds: 0),
            ]
        }
    }

    /// What is wrong with these stages, by index; empty when they are fine.
    func problems(of stages: [Stage]) -> [(index: Int, problem: String)] {
        switch self {
        case .canary: Self.problems(ofGrowing: stages)
        case .abTest:
            stages.count > 2
                ? [(2, "must not be there: an A/B test has its split and then 100")]
                : Self.problems(ofGrowing: stages)
        case .blueGreen:
            stages.map(\.percent) == [100]
                ? [] : [(0, "must be the one stage of 100 of a blue-green deployment")]
        case .rolling: [(0, "must be left out: a rolling deployment's batches are its stages")]
        }
    }

    private static func problems(ofGrowing stages: [Stage]) -> [(index: Int, problem: String)] {
        var found = stages.indices.dropFirst().filter { index in
            stages[index].percent <= stages[index - 1].percent
        }.map { ($0, "must be more than the stage before") }
        if let last = stages.last, last.percent != 100 {
            found.append((stages.count - 1, "must be 100 in the last stage"))
        }
        return found
    }
}
