import Curl
import LedgerCore
import Servers
import Testing

extension FaultTests {
    /// An A/B test from its order to its winner, with real processes and a real balancer.
    @Suite struct ABTestFaultTests {
        @Test func `its users meet one version each time, whatever happens to workers`()
            async throws
        {
            try await Scenario.run { scenario in
                try await scenario.registerUsers()
                let first = try await scenario.startWorker("one")
                let deployment = try await scenario.testCohort("beta", of: "v2")
                try await scenario.waitForStage(percent: 50)
                #expect(try await scenario.versions(met: "beta") == ["v2"])
                #expect(try await scenario.versions(met: "alpha") == ["v1"])
                try await scenario.expectNobodyGets("v2")

                await first.kill()
                #expect(try await scenario.versions(met: "beta") == ["v2"])
                try await scenario.control(
                    deployment, "promote", ["reason": "more orders", "expected_stage": 0])
                try await scenario.startWorker("two")
                _ = try await scenario.log.wait(for: .deploymentCompleted)
                #expect(try await scenario.versions(met: "alpha") == ["v2"])
                try await scenario.expectAllWell()
            }
        }

        @Test func `a person's no takes it from all of its users`() async throws {
            try await Scenario.run { scenario in
                try await scenario.registerUsers()
                try await scenario.startWorker("one")
                let deployment = try await scenario.testCohort("beta", of: "v2")
                try await scenario.waitForStage(percent: 50)
                #expect(try await scenario.versions(met: "beta") == ["v2"])
                try await scenario.control(
                    deployment, "reject", ["reason": "fewer orders", "expected_stage": 0])
                _ = try await scenario.log.wait(for: .deploymentAborted)
                #expect(try await scenario.versions(met: "beta") == ["v1"])
                try await scenario.expectAllWell()
            }
        }
    }
}

extension Scenario {
    /// Registers the service with a router that knows cohorts.
    fileprivate func registerUsers() async throws {
        var settings = settings(backend: "agents")
        settings["router"] = .object([
            "kind": "haproxy", "address": .string("127.0.0.1:\(balancer.runtimePort)"),
            "backend": "agents",
            "users": .object([
                "map": .string(directory.path + "/users.map"),
                "traits": .array([.object(["by": "header", "name": "x-cohort"])]),
            ]),
        ])
        _ = try await caller.order(.put, path, settings, key: "register")
    }

    fileprivate func testCohort(_ cohort: String, of version: String) async throws -> String {
        var plan = Self.plan([(50, 1), (100, 1)])
        plan["strategy"] = "ab-test"
        plan["route"] = .object([
            "by": "header", "name": "x-cohort", "values": .strings([cohort]),
        ])
        let answer = try await caller.order(
            .post, path + "/deployments", ["version": .string(version), "plan": .object(plan)],
            key: "test-\(version)")
        guard case .string(let deployment)? = answer["deployment"] else { return "" }
        return deployment
    }

    /// Who answers twenty requests of a cohort.
    fileprivate func versions(met cohort: String) async throws -> Set<String> {
        var versions: Set<String> = []
        for _ in 0..<20 {
            let answer = try await client.perform(
                HTTPRequest(
                    .get, "http://127.0.0.1:\(balancer.frontendPort)/",
                    headers: ["x-cohort": cohort], timeout: .seconds(30)))
            versions.insert(answer.headers["x-version"] ?? "nobody")
        }
        return versions
    }
}
