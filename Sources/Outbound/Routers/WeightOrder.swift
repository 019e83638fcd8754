/// The order in which weights are set one after the other, with users' requests in between.
///
/// First what is raised, the largest first, then what is lowered, the smallest first. With two
/// servers whose weights together are 100, as they are after the first time, every share then only
/// moves from its old value towards its new one; and the sum is never 0, which would refuse
/// requests.
enum WeightOrder {
    struct Step: Equatable {
        let name: String
        let weight: Int
    }

    /// One step for each wanted weight, unchanged ones included: setting is absolute.
    static func steps(from current: [String: Int], to wanted: [String: Int]) -> [Step] {
        let steps = wanted.sorted { $0.key < $1.key }.map { Step(name: $0.key, weight: $0.value) }
        let isRaised = { (step: Step) in step.weight >= current[step.name, default: 0] }
        let raised = steps.filter(isRaised).sorted { $0.weight > $1.weight }
        let lowered = steps.filter { !isRaised($0) }.sorted { $0.weight < $1.weight }
        return raised + lowered
    }
}
