import Curl
import LedgerCore
import Testing

extension FaultTests {
    /// What people do to a deployment, with a real balancer, while workers die.
    @Suite struct ControlFaultTests {
        @Test func `a promotion outlives the worker that would have carried it out`() async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                let first = try await scenario.startWorker("one")
                let deployment = try await scenario.deploy(stages: [(50, 600)])
                try await scenario.waitForStage(percent: 50)
                try await scenario.control(deployment, "pause", ["reason": "look first"])
                await first.kill()
                try await scenario.control(
                    deployment, "promote", ["reason": "checked by hand", "expected_stage": 0])
                try await scenario.startWorker("two")

                let events = try await scenario.log.wait(for: .deploymentCompleted)
                let passed = try scenario.facts(events).compactMap { event in
                    if case .stagePassed(let fact) = event { fact } else { nil }
                }
                #expect(passed.map(\.stage) == [0, 1])
                #expect(passed.map { $0.promotion != nil } == [true, false])
                try await scenario.expectAllWell()
                // A late second click finds another stage, or none, and changes nothing.
                let late = try await scenario.caller.send(
                    .post, "/v1/deployments/\(deployment)/promote",
                    ["reason": "checked by hand", "expected_stage": 0], key: "late")
                #expect(late.status == 409)
            }
        }

        @Test func `a new version waits until the one before it is through`() async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.startWorker("one")
                let first = try await scenario.deploy("v2", stages: [(50, 600)])
                try await scenario.waitForStage(percent: 50)
                let second = try await scenario.deploy("v3", stages: [(50, 1)])
                try await scenario.control(
                    first, "promote",
                    ["reason": "checked by hand", "expected_stage": 0, "full": true])

                try await scenario.waitUntilShown(first, as: "completed")
                try await scenario.waitUntilShown(second, as: "completed")
                let events = try await scenario.log.events()
                #expect(try scenario.fold(events).live?.version == "v3")
                try await scenario.expectAllWell()
            }
        }

        @Test func `a blue-green deployment switches at once, and back at a person's no`()
            async throws
        {
            try await Scenario.run { scenario in
                try await scenario.register()
                let first = try await scenario.startWorker("one")
                let deployment = try await scenario.switchOver("v2", seconds: 600)
                try await scenario.waitForStage(percent: 100)
                #expect(try await Set(scenario.serve(40)) == ["v2"])

                await first.kill()
                try await scenario.control(
                    deployment, "reject", ["reason": "worse answers", "expected_stage": 0])
                try await scenario.startWorker("two")
                _ = try await scenario.log.wait(for: .deploymentAborted)
                try await scenario.expectAllWell()
                try await scenario.expectNobodyGets("v2")
                // Only the two splits were ever asked for.
                let splits = try scenario.facts(try await scenario.log.events()).compactMap {
                    event in
                    if case .shiftDecided(let fact) = event {
                        fact.split.percent(of: "b")
                    } else {
                        nil
                    }
                }
                #expect(Set(splits) == [100, 0])
            }
        }
    }
}
