import ArgumentParser
import Testing

@testable import shiplog

struct SampleAgentTests {
    private func settings(_ arguments: String...) throws -> SampleAgent.Settings {
        try SampleAgentCommand.parse(["--port", "0"] + arguments).settings
    }

    @Test func `a version behaves as its flags say, the others as usual`() throws {
        let settings = try settings(
            "--version", "v1", "--latency-ms", "10", "--error-rate", "0.1", "--bad-version",
            "v2:0.5", "--behaviour", "v2:latency_ms=200", "--behaviour", "v3:error_rate=0")

        #expect(settings.standard == AgentBehaviour(errorRate: 0.1, latencyMilliseconds: 10))
        #expect(
            settings.behaviours == [
                "v2": AgentBehaviour(errorRate: 0.5, latencyMilliseconds: 200),
                "v3": AgentBehaviour(errorRate: 0, latencyMilliseconds: 10),
            ])
    }

    @Test(arguments: [
        ["--bad-version", "v2"], ["--bad-version", "v2:2"], ["--bad-version", ":0.5"],
        ["--behaviour", "v2:speed=3"], ["--behaviour", "v2:error_rate=-1"],
        ["--behaviour", "v2:error_rate"], ["--error-rate", "1.5"], ["--latency-ms", "-1"],
    ])
    func `behaviour that cannot be is refused`(arguments: [String]) {
        #expect(throws: (any Error).self) {
            try SampleAgentCommand.parse(["--port", "0", "--version", "v1"] + arguments)
        }
    }

    @Test func `latencies spread by a fifth around the middle`() throws {
        var settings = SampleAgent.Settings(version: "v1")
        settings.standard = AgentBehaviour(errorRate: 0.25, latencyMilliseconds: 100)
        let agent = SampleAgent(settings)
        var random = SystemRandomNumberGenerator()

        let turns = (0..<2000).map { _ in agent.turn(&random) }

        #expect(
            turns.allSatisfy { (.milliseconds(80) ... .milliseconds(120)).contains($0.latency) })
        let failed = turns.filter { $0.code == 500 }.count
        // 500 are expected; eight standard deviations of 19.4 around them.
        #expect((345...655).contains(failed))
    }

    @Test func `a deployment with a lower token than one seen before is out of date`() {
        let agent = SampleAgent(SampleAgent.Settings(version: "v1"))

        #expect(agent.deploy("v2", token: 7))
        #expect(!agent.deploy("v1", token: 6))
        #expect(agent.deploy("v3", token: 7))
        #expect(agent.deploy("v4", token: nil))
        #expect(agent.health.version == "v4")
    }

    @Test func `after a deployment it starts up for a while`() {
        var settings = SampleAgent.Settings(version: "v1")
        settings.startUp = .seconds(3600)
        let agent = SampleAgent(settings)
        #expect(agent.health.isHealthy)

        #expect(agent.deploy("v1", token: nil))
        #expect(agent.health.isHealthy)
        #expect(agent.deploy("v2", token: nil))
        #expect(!agent.health.isHealthy)
    }

    @Test func `a duration is counted in every bucket from its own on`() {
        var histogram = LatencyHistogram()
        for seconds in [0.004, 0.005, 0.3, 9] { histogram.note(seconds: seconds) }

        let counts = Dictionary(
            uniqueKeysWithValues: histogram.cumulative.map { ($0.label, $0.count) })
        #expect(counts["0.005"] == 2)
        #expect(counts["0.25"] == 2)
        #expect(counts["0.3"] == 3)
        #expect(counts["5.0"] == 3)
        #expect(counts["+Inf"] == 4)
        #expect(histogram.count == 4)
        #expect(abs(histogram.sum - 9.309) < 1e-9)
    }
}
