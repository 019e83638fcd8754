import LedgerCore
import Testing

@testable import shiplog

struct DeploymentProgressTests {
    private func progress(_ winner: DeploymentPlan.Winner, stage: Int) -> DeploymentProgress {
        let plan = DeploymentPlan(
            strategy: .abTest, route: UserRule(trait: .header("x-cohort"), values: ["beta"]),
            winner: winner)
        return DeploymentProgress([
            "status": "holding", "stage": .integer(stage), "plan": .object(plan.json),
        ])
    }

    @Test func `an A/B test waits for a person's word at its split`() {
        let test = progress(.person, stage: 0)
        #expect(test.wantedOfPerson == "it has no winner yet")
        #expect(test.phase == "holding, stage 1 of 2 (50 %), no winner yet")
    }

    @Test func `it waits for nobody after it, or where the judge has the word`() {
        #expect(progress(.person, stage: 1).wantedOfPerson == nil)
        #expect(progress(.judge, stage: 0).wantedOfPerson == nil)
    }
}
