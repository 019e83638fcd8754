import Curl
import LedgerCore
import Testing

/// What a caller wants.
extension Scenario {
    var path: String { "/v1/environments/production/services/\(service)" }

    var stream: StreamName { .service(service, in: "production") }

    /// Registers the service with v1 live in slot a.
    func register() async throws {
        _ = try await caller.order(.put, path, settings(backend: "agents"), key: "register")
    }

    /// Lets what is live be taken back by itself; judged every second by a few requests.
    func watchLive() async throws {
        var settings = settings(backend: "agents")
        settings["policies"] = .object([
            "automatic_rollback": .object([
                "criteria": .object(["max_error_rate": .number(0.2)]), "window_seconds": 5,
                "interval_seconds": 1, "warm_up_seconds": 1, "min_requests": 5, "min_errors": 2,
            ])
        ])
        _ = try await caller.order(.put, path, settings, key: "watch")
    }

    /// Makes a version live without looking at it.
    func putLive(_ version: String, key: String) async throws {
        let plan: JSONObject = [
            "stages": .array([.object(["percent": 100, "duration_seconds": 0])])
        ]
        _ = try await caller.order(
            .post, path + "/deployments",
            ["version": .string(version), "plan": .object(plan)], key: key)
    }

    func settings(backend: String) -> JSONObject {
        let slots = zip(["a", "b"], agents).map { name, port in
            JSONValue.object([
                "name": .string(name), "endpoint": .string("http://127.0.0.1:\(port)"),
                "target": .string("agent_\(name)"),
            ])
        }
        return [
            "slots": .array(slots),
            "router": .object([
                "kind": "haproxy", "address": .string("127.0.0.1:\(balancer.runtimePort)"),
                "backend": .string(backend),
            ]),
            "metrics": .object([
                "kind": "prometheus", "url": .string(metrics.url), "service": .string(service),
            ]),
            "live": .object(["version": "v1", "slot": "a"]),
        ]
    }

    /// Deploys into slot b.
    ///
    /// - Parameter stages: percent and seconds; 100 % for one second follows.
    /// - Returns: the deployment.
    @discardableResult
    func deploy(_ version: String = "v2", stages: [(Int, Int)] = [(50, 2)]) async throws -> String {
        let answer = try await caller.order(
            .post, path + "/deployments",
            ["version": .string(version), "plan": .object(Self.plan(stages + [(100, 1)]))],
            key: "deploy-\(version)")
        guard case .string(let deployment)? = answer["deployment"] else { return "" }
        return deployment
    }

    func abort(_ deployment: String) async throws {
        let path = "/v1/deployments/\(deployment)/abort"
        _ = try await caller.order(.post, path, ["reason": "too slow"], key: "abort")
    }

    /// Another way to act on a deployment.
    func control(_ deployment: String, _ verb: String, _ body: JSONObject) async throws {
        _ = try await caller.order(
            .post, "/v1/deployments/\(deployment)/\(verb)", body, key: verb)
    }

    /// Deploys blue-green into slot b.
    ///
    /// - Parameter seconds: how long it is watched after the switch.
    func switchOver(_ version: String, seconds: Int) async throws -> String {
        var plan = Self.plan([(100, seconds)])
        plan["strategy"] = "blue-green"
        let answer = try await caller.order(
            .post, path + "/deployments", ["version": .string(version), "plan": .object(plan)],
            key: "switch-\(version)")
        guard case .string(let deployment)? = answer["deployment"] else { return "" }
        return deployment
    }

    /// To the version before.
    func rollBack() async throws {
        let body: JSONObject = ["reason": "too slow"]
        _ = try await caller.order(.post, path + "/rollback", body, key: "rollback")
    }

    /// Judged every second by a few requests, and never for a latency: this machine is busy.
    static func plan(_ stages: [(Int, Int)]) -> JSONObject {
        [
            "stages": .array(
                stages.map { percent, seconds in
                    .object([
                        "percent": .integer(percent), "duration_seconds": .integer(seconds),
                        "criteria": .object(["max_error_rate": .number(0.2)]),
                    ])
                }),
            "analysis": .object([
                "interval_seconds": 1, "warm_up_seconds": 1, "min_requests": 5,
                "failure_limit": 100, "allowed_increase": 10, "hold_deadline_seconds": 600,
            ]),
        ]
    }
}
