import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

struct PlanTests {
    private func plan(_ arguments: String..., input: String = "") throws -> JSONObject? {
        let console = RecordedConsole()
        var surroundings = Surroundings.quiet(console, [:], ManualClock())
        surroundings.input = { Array(input.utf8) }
        return try PlanOptions.parse(arguments).document(surroundings, for: "agent-api")
    }

    @Test func `without flags the plan is the server's`() throws {
        #expect(try plan() == nil)
    }

    @Test func `each stage asks what the standard plan asks at that share`() throws {
        let document = try #require(try plan("--stages", "2,30,75,100", "--stage-duration", "2m"))

        let fields = FieldReader(document)
        let stages = DeploymentPlan(fields).stages
        let standard = Stage.chapterDefaults.map(\.criteria)
        #expect(fields.problems.isEmpty)
        #expect(stages.map(\.percent) == [2, 30, 75, 100])
        #expect(stages.map(\.durationSeconds) == [120, 120, 120, 0])
        #expect(stages.map(\.criteria) == standard)
    }

    @Test func `a duration alone keeps the standard shares`() throws {
        let document = try #require(try plan("--stage-duration", "60"))

        let stages = DeploymentPlan(FieldReader(document)).stages
        #expect(stages.map(\.percent) == [5, 25, 50, 100])
        #expect(stages.map(\.durationSeconds) == [60, 60, 60, 0])
    }

    @Test func `a rolling plan has what was given, and leaves the rest to the server`() throws {
        let document = try plan(
            "--strategy", "rolling", "--max-surge", "25%", "--max-unavailable", "0")
        #expect(
            document?.line == #"{"strategy":"rolling","rolling":{"max_surge":"25%","#
                + #""max_unavailable":0}}"#)
        let slow = try plan("--strategy", "rolling", "--stage-duration", "2m")
        #expect(
            slow?.line == #"{"strategy":"rolling","rolling":{"batch_seconds":120}}"#)
    }

    @Test(
        arguments: [
            ["--strategy", "rolling", "--stages", "50,100"], ["--max-surge", "1"],
            ["--strategy", "canary", "--max-unavailable", "1"],
            ["--strategy", "rolling", "--max-surge", "101%"],
            ["--plan", "-", "--failure-threshold", "1"],
        ])
    func `what does not belong together is refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try PlanOptions.parse(arguments) }
    }

    @Test(arguments: [
        ("header:X-Cohort=beta,staff", UserTrait.header("x-cohort"), ["beta", "staff"]),
        ("cookie:variant=b", .cookie("variant"), ["b"]),
        ("bucket:x-user", .bucket(of: .header, name: "x-user", key: "agent-api"), []),
        ("bucket:cookie/uid", .bucket(of: .cookie, name: "uid", key: "agent-api"), []),
    ])
    func `an A/B test's users are told by one word`(
        word: String, trait: UserTrait, values: [String]
    ) throws {
        let document = try #require(
            try plan("--strategy", "ab-test", "--route", word, "--stages", "30,100"))

        let fields = FieldReader(document)
        let plan = DeploymentPlan(fields)
        #expect(fields.problems.isEmpty)
        #expect(plan.strategy == .abTest)
        #expect(plan.stages.map(\.percent) == [30, 100])
        #expect(plan.route == UserRule(trait: trait, values: values))
    }

    @Test func `a canary may be made of users too`() throws {
        let document = try #require(try plan("--route", "bucket:x-user"))
        let plan = DeploymentPlan(FieldReader(document))
        #expect(plan.stages.map(\.percent) == [5, 25, 50, 100])
        #expect(plan.route?.trait == .bucket(of: .header, name: "x-user", key: "agent-api"))
    }

    @Test func `a plan from the standard input is sent as it is`() throws {
        let text = #"{"stages":[{"percent":100,"duration_seconds":0}]}"#

        let document = try plan("--plan", "-", input: text)

        #expect(document?.line == text)
    }

    @Test func `everything that is wrong in a plan is said at once, before it is sent`() throws {
        let text = #"""
            {"stages":[{"percent":50,"duration_seconds":-1},{"percent":20,"duration_seconds":0}],
             "stagess":1}
            """#

        let failure = #expect(throws: ClientFailure.self) {
            try plan("--plan", "-", input: text)
        }

        #expect(failure?.exitCode == .validationFailure)
        #expect(failure?.message == "the standard input cannot be used")
        #expect(
            failure?.details == [
                "/stages/0/duration_seconds must be 0 to 604800",
                "/stages/1/percent must be more than the stage before",
                "/stages/1/percent must be 100 in the last stage",
                "/stagess is not known here",
            ])
    }

    @Test(arguments: [("{", "is not JSON"), ("[]", "must hold a JSON object, not an array")])
    func `what is no JSON object is no plan`(text: String, complaint: String) {
        let failure = #expect(throws: ClientFailure.self) {
            try plan("--plan", "-", input: text)
        }
        #expect(failure?.message.contains(complaint) == true)
    }

    @Test func `a plan that cannot be read is said to be`() {
        let failure = #expect(throws: ClientFailure.self) { try plan("--plan", "/no/such/plan") }
        #expect(failure == .usage("/no/such/plan cannot be read"))
    }

    @Test(arguments: ["", "5", "5,100,100", "50,25,100", "0,100", "5,101", "a,100", "5,,100"])
    func `shares must rise to 100`(text: String) {
        #expect(StageShares(argument: text) == nil)
    }

    @Test func `a plan and stages exclude each other`() {
        #expect(throws: (any Error).self) { try plan("--plan", "-", "--stages", "100") }
    }
}
