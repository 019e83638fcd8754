import Testing

@testable import Outbound

struct WeightOrderTests {
    @Test func `no share leaves the range between old and new, and the sum is never 0`() {
        for old in 0...100 {
            for new in 0...100 {
                let wanted = ["stable": 100 - new, "canary": new]
                var weights = ["stable": 100 - old, "canary": old]
                for step in WeightOrder.steps(from: weights, to: wanted) {
                    weights[step.name] = step.weight
                    let total = weights.values.reduce(0, +)
                    let share = Double(weights["canary", default: 0] * 100) / Double(total)
                    guard total > 0, share >= Double(min(old, new)), share <= Double(max(old, new))
                    else {
                        Issue.record("\(old) to \(new) passes \(weights)")
                        continue
                    }
                }
                #expect(weights == wanted)
            }
        }
    }

    @Test func `every wanted weight is set, unchanged ones too`() {
        let steps = WeightOrder.steps(from: ["a": 75, "b": 25], to: ["a": 75, "b": 25])

        #expect(steps == [.init(name: "a", weight: 75), .init(name: "b", weight: 25)])
    }
}
