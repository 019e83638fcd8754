import ArgumentParser
import Foundation
import LedgerCore
import Servers

/// What the demo does, told as it happens.
struct DemoStory: Sendable {
    let stage: DemoStage
    let traffic: DemoTraffic
    let session: ClientSession

    init(stage: DemoStage, traffic: DemoTraffic) throws {
        self.stage = stage
        self.traffic = traffic
        var surroundings = Surroundings.process
        surroundings.variables["SHIPLOG_SERVER"] = stage.api
        surroundings.variables["SHIPLOG_TOKEN"] = nil
        surroundings.variables["SHIPLOG_ENVIRONMENT"] = nil
        session = try ClientSession(
            try ClientOptions.parse([]), surroundings, surroundings.console(false))
    }

    func tell() async throws {
        try await register()
        heading("1. A good version: v1.5.0, in stages of 5, 25, 50 and 100 %")
        let good = try await deploy("v1.5.0", endingWith: .success)
        try await showSplit(of: good)
        heading("2. A bad version: v1.5.1, of whose answers every fourth is an error")
        let bad = try await deploy("v1.5.1", endingWith: .deploymentFailed)
        try await showSplit(of: bad)
        try await showRollback(of: bad, version: "v1.5.1")
        showWhereToLook()
    }

    private func register() async throws {
        let slots = zip(["a", "b"], stage.ports.agents).map { name, port in
            JSONValue.object([
                "name": .string(name), "endpoint": .string("http://127.0.0.1:\(port)"),
                "target": .string("agent_\(name)"),
            ])
        }
        let settings: JSONObject = [
            "slots": .array(slots),
            "router": .object([
                "kind": "haproxy", "address": .string("127.0.0.1:\(stage.ports.runtime)"),
                "backend": "agents",
            ]),
            "metrics": .object([
                "kind": "prometheus", "url": .string(stage.prometheus.url), "service": "agent-api",
            ]),
            "live": .object(["version": "v1.4.2", "slot": "a"]),
        ]
        _ = try await session.client.send(
            .put("/v1/environments/production/services/agent-api", settings, service: "agent-api"))
        session.console.write("agent-api runs v1.4.2 behind HAProxy, with steady traffic.")
    }

    /// Deploys as a person would on the command line, and watches to the end.
    private func deploy(
        _ version: String, endingWith expected: ExitCode
    ) async throws -> JSONObject {
        let answer = try await session.client.object(
            .post(
                "/v1/environments/production/services/agent-api/deployments",
                ["version": .string(version), "plan": .object(Self.plan), "reason": "demo"],
                key: nil, service: "agent-api"))
        guard let id = answer.text("deployment") else { throw DemoError("no deployment") }
        let code = try await DeploymentWatch(session, deployment: id, timeout: nil)
            .run(wish: .live)
        guard code == expected else {
            throw DemoError("\(version) ended otherwise than this demo is about; see above")
        }
        return try await session.client.object(.get("/v1/deployments/\(id)"))
    }

    /// The chapter's stages, of seconds instead of minutes.
    static let plan: JSONObject = [
        "stages": .array(
            [(5, 8), (25, 6), (50, 6), (100, 0)].map { percent, seconds in
                .object([
                    "percent": .integer(percent), "duration_seconds": .integer(seconds),
                    "criteria": seconds == 0
                        ? .object([:])
                        : .object(["max_error_rate": .number(0.02), "max_latency_p99": 1000]),
                ])
            }),
        "analysis": .object([
            "interval_seconds": 3, "warm_up_seconds": 2, "min_requests": 20,
        ]),
    ]

    private func heading(_ text: String) { session.console.write("\n\(text)") }
}
