import Curl
import LedgerCore
import Testing

/// What people do to a deployment, as far as it needs no worker; the rest is in the fault tests.
struct ControlOperationsTests {
    private let deployments = APIFixture.service + "/deployments"

    private func queued(_ api: APIFixture) async throws -> String {
        try await api.register()
        let answer = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
        guard case .string(let id)? = answer.body["deployment"] else { return "" }
        return "/v1/deployments/\(id)"
    }

    @Test(arguments: ["promote", "pause", "resume", "approve", "reject"])
    func `what waits for its turn is not controlled yet`(verb: String) async throws {
        try await APIFixture.run { api in
            let path = try await queued(api)
            let body: JSONObject =
                verb == "resume" ? [:] : ["reason": "because", "expected_stage": 0]
            let answer = try await api.send(.post, path + "/" + verb, body, key: "k2")
            #expect(answer.status == 409, "\(answer.body)")
            #expect(answer.code == "deployment_not_started")
            // A refusal is remembered: a late copy does not fire when the stage has come.
            let late = try await api.send(.post, path + "/" + verb, body, key: "k2")
            #expect(late.headers["idempotency-replayed"] == "true")
        }
    }

    @Test(arguments: ["promote", "approve", "reject"])
    func `the stage that was seen must be named`(verb: String) async throws {
        try await APIFixture.run { api in
            let path = try await queued(api) + "/" + verb
            let without = try await api.send(.post, path, ["reason": "because"], key: "k2")
            #expect(without.status == 422)
            #expect(without.objects("errors").first?["pointer"] == "/expected_stage")
            let beyond = try await api.send(
                .post, path, ["reason": "because", "expected_stage": 50], key: "k3")
            #expect(beyond.status == 422)
        }
    }

    @Test(arguments: ["promote", "pause", "reject"])
    func `what people decide has a reason`(verb: String) async throws {
        try await APIFixture.run { api in
            let path = try await queued(api) + "/" + verb
            let answer = try await api.send(.post, path, ["expected_stage": 0], key: "k2")
            #expect(answer.status == 422)
            #expect(answer.objects("errors").first?["pointer"] == "/reason")
        }
    }

    @Test func `what ended is tried again, under a name of its own`() async throws {
        try await APIFixture.run { api in
            let path = try await queued(api)
            let early = try await api.send(.post, path + "/retry", [:], key: "k2")
            #expect(early.status == 409)
            #expect(early.code == "deployment_active")
            _ = try await api.send(.post, path + "/abort", ["reason": "not yet"], key: "k3")
            let again = try await api.send(.post, path + "/retry", ["from_stage": 2], key: "k4")
            #expect(again.status == 202, "\(again.body)")
            let location = try #require(again.headers["location"])
            #expect(location != path)
            let shown = try await api.send(.get, location)
            #expect(shown.body["version"] == "v2")
            #expect(shown.body["retry_of"] == again.body["retry_of"])
        }
    }

    @Test func `a version that is not marked bad cannot be unmarked`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(
                .post, APIFixture.service + "/unmark",
                ["version": "v2", "reason": "it was not it"],
                key: "k1")
            #expect(answer.status == 409)
            #expect(answer.code == "version_not_marked")
        }
    }

    @Test func `nothing unknown is controlled`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let path = "/v1/deployments/019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55/pause"
            let answer = try await api.send(.post, path, ["reason": "because"], key: "k1")
            #expect(answer.status == 404)
            #expect(answer.code == "deployment_unknown")
        }
    }
}
