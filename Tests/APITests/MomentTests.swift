import Curl
import LedgerCore
import Testing

@Suite struct MomentTests {
    private let deployments = APIFixture.service + "/deployments"

    @Test func `a service, its window, a deployment and an environment are shown as they were`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let deployed = try await api.send(.post, deployments, ["version": "v2"], key: "k")
            let path = "/v1/environments/production"
            _ = try await api.send(.post, path + "/stop", ["reason": "fire"], key: "s")
            guard case .string(let deployment)? = deployed.body["deployment"] else {
                Issue.record("no deployment")
                return
            }

            let before = try await api.send(.get, APIFixture.service + "?at=1").body
            #expect(before["status"] == "idle")
            let after = try await api.send(.get, APIFixture.service + "?at=2").body
            #expect(after["status"] == "queued")
            var now = try await api.send(.get, APIFixture.service).body
            now["as_of"] = after["as_of"]
            #expect(after == now)

            let open = try await api.send(.get, path + "?at=2").body
            #expect(open["status"] == "open")
            #expect(try await api.send(.get, path + "?at=3").body["status"] == "stopped")
            let window = try await api.send(.get, APIFixture.service + "/rollback-window?at=1")
            #expect(window.body["service"] == "api")

            let early = try await api.send(.get, "/v1/deployments/\(deployment)?at=1")
            #expect(early.code == "deployment_unknown")
            let then = try await api.send(.get, "/v1/deployments/\(deployment)?at=2").body
            #expect(then["status"] == "queued")
            let long = try await api.send(.get, APIFixture.service + "?at=2020-01-01T00:00:00Z")
            #expect(long.code == "service_unknown")
        }
    }

    @Test(arguments: ["4", "0", "noon", "2999-01-01T00:00:00Z"])
    func `a moment that is none, or not yet, is refused`(at: String) async throws {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(.get, APIFixture.service + "?at=\(at)")
            #expect(answer.status == 400)
            #expect(answer.code == "invalid_query")
        }
    }
}
