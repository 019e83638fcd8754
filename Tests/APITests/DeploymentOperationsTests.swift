import Curl
import EventLog
import LedgerCore
import Testing
import WorkQueue

@Suite struct DeploymentOperationsTests {
    private let deployments = APIFixture.service + "/deployments"

    @Test func `a deployment is accepted, recorded, due and queued`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
            #expect(answer.status == 202)
            let location = try #require(answer.headers["location"])
            let stream = StreamName.service("api", in: "production")
            let loaded = await api.events.load(
                LoadQuery(streams: [StreamTail(stream)], dueOf: stream))
            #expect(loaded.events[0].map(\.type) == ["service.registered", "deployment.requested"])
            #expect(loaded.due != nil)
            let shown = try await api.send(.get, location)
            #expect(shown.status == 200)
            #expect(shown.body["status"] == "queued")
            #expect(shown.body["version"] == "v2")
        }
    }

    @Test func `the same key and body get the first answer, another body 422`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let first = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
            let second = try await api.send(.post, deployments, ["version": "v2"], key: "\"k1\"")
            #expect(second.status == 202)
            #expect(second.body == first.body)
            #expect(second.headers["location"] == first.headers["location"])
            #expect(second.headers["idempotency-replayed"] == "true")
            let other = try await api.send(.post, deployments, ["version": "v3"], key: "k1")
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
        }
    }

    @Test func `a new version waits for its turn where the policy does not say otherwise`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let first = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
            let second = try await api.send(.post, deployments, ["version": "v3"], key: "k2")
            #expect(second.status == 202)
            let same = try await api.send(.post, deployments, ["version": "v2"], key: "k3")
            #expect(same.status == 409)
            #expect(same.code == "version_queued")
            #expect(same.body["deployment"] == first.body["deployment"])
            _ = try await api.send(.post, deployments, ["version": "v4"], key: "k4")
            let fourth = try await api.send(.post, deployments, ["version": "v5"], key: "k5")
            #expect(fourth.status == 409)
            #expect(fourth.code == "queue_full")
        }
    }

    @Test func `a second deployment is refused with the name of the first, and stays refused`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register(["on_new_version": "reject"])
            let first = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
            let second = try await api.send(.post, deployments, ["version": "v3"], key: "k2")
            #expect(second.status == 409)
            #expect(second.code == "deployment_active")
            #expect(second.body["deployment"] == first.body["deployment"])
            let id = try #require(second.body["deployment"].flatMap(Self.text))
            let aborted = try await api.send(
                .post, "/v1/deployments/\(id)/abort", ["reason": "changed my mind"], key: "k3")
            #expect(aborted.status == 202)
            let late = try await api.send(.post, deployments, ["version": "v3"], key: "k2")
            #expect(late.status == 409)
            #expect(late.headers["idempotency-replayed"] == "true")
            let again = try await api.send(.post, deployments, ["version": "v3"], key: "k4")
            #expect(again.status == 202)
        }
    }

    @Test func `an abort finds its deployment in the log when the views are behind`() async throws {
        try await APIFixture.run(projects: false) { api in
            try await api.register()
            let first = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
            let id = try #require(first.body["deployment"].flatMap(Self.text))
            let aborted = try await api.send(
                .post, "/v1/deployments/\(id)/abort", ["reason": "now"], key: "k2")
            #expect(aborted.status == 202)
            let unknown = try await api.send(
                .post, "/v1/deployments/01900000-0000-7000-8000-000000000000/abort",
                ["reason": "now"], key: "k3")
            #expect(unknown.code == "deployment_unknown")
        }
    }

    @Test func `twenty copies at once of one request make one deployment`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let ids = try await withThrowingTaskGroup(of: JSONValue?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let answer = try await api.send(
                            .post, deployments, ["version": "v2"], key: "same")
                        #expect(answer.status == 202)
                        return answer.body["deployment"]
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(ids.compactMap { $0.flatMap(Self.text) }).count == 1)
        }
    }

    @Test func `the outcome of a command is told by its id`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let first = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
            let command = try #require(first.body["request"].flatMap(Self.text))
            let pending = try await api.send(.get, "/v1/commands/\(command)")
            #expect(pending.body["outcome"] == "pending")
            let id = try #require(first.body["deployment"].flatMap(Self.text))
            _ = try await api.send(.post, "/v1/deployments/\(id)/abort", ["reason": "x"], key: "k2")
            let ended = try await api.send(.get, "/v1/commands/\(command)")
            #expect(ended.body["outcome"] == "aborted")
        }
    }

    private static func text(_ value: JSONValue) -> String? {
        if case .string(let text) = value { text } else { nil }
    }
}
