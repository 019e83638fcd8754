import Curl
import LedgerCore
import LedgerTestKit
import Testing

@Suite(.timeLimit(.minutes(2)))
struct EnvironmentOperationsTests {
    private static let environment = "/v1/environments/production"

    @Test func `an environment is open until somebody says otherwise`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.get, Self.environment)
            #expect(answer.status == 200)
            #expect(answer.body["status"] == "open")
            #expect(answer.objects("freezes").isEmpty)
        }
    }

    @Test func `while stopped nothing is accepted but what goes back, and who did it is told`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let stopped = try await api.send(
                .post, Self.environment + "/stop", ["reason": "pages are burning"], key: "stop")
            #expect(stopped.body["status"] == "stopped")
            let deploy = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "d1")
            #expect(deploy.status == 409)
            #expect(deploy.code == "environment_stopped")
            guard case .string(let detail)? = deploy.body["detail"] else { return }
            #expect(detail.contains("pages are burning"))

            let resumed = try await api.send(
                .post, Self.environment + "/resume", ["reason": "over"], key: "resume")
            #expect(resumed.body["status"] == "open")
            let again = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "d2")
            #expect(again.status == 202)
            // The refused one stays refused.
            let late = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "d1")
            #expect(late.status == 409)
        }
    }

    @Test func `a freeze refuses what begins in it, but for an override with a reason`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let set = try await api.send(
                .put, Self.environment + "/freezes/always",
                ["from": "00:00", "until": "00:00", "time_zone": "Europe/Berlin", "reason": "x"])
            #expect(set.status == 200, "\(set.body)")
            #expect(set.body["status"] == "frozen")
            #expect(set.objects("freezes").first?["time_zone"] == "Europe/Berlin")
            let path = APIFixture.service + "/deployments"
            let refused = try await api.send(.post, path, ["version": "v2"], key: "d1")
            #expect(refused.code == "frozen")
            let without = try await api.send(
                .post, path, ["version": "v2", "override_freeze": true], key: "d2")
            #expect(without.status == 422)
            let accepted = try await api.send(
                .post, path, ["version": "v2", "override_freeze": true, "reason": "a hole"],
                key: "d3")
            #expect(accepted.status == 202)

            let gone = try await api.send(
                .delete, Self.environment + "/freezes/always", ["reason": "over"])
            #expect(gone.body["status"] == "open")
            let unknown = try await api.send(
                .delete, Self.environment + "/freezes/always", ["reason": "over"])
            #expect(unknown.code == "freeze_unknown")
        }
    }

    @Test(arguments: [
        (#"{"from": "25:00", "until": "05:00", "reason": "x"}"#, "/from"),
        (#"{"from": "22:00", "until": "5", "reason": "x"}"#, "/until"),
        (#"{"from": "22:00", "until": "05:00", "days": ["someday"], "reason": "x"}"#, "/days"),
        (
            #"{"from": "22:00", "until": "05:00", "time_zone": "Mars/Olympus", "reason": "x"}"#,
            "/time_zone"
        ),
        (
            #"{"starts_at": "2030-01-02T00:00:00Z", "ends_at": "2030-01-01T00:00:00Z", "reason": "x"}"#,
            "/ends_at"
        ),
        (#"{"from": "22:00", "until": "05:00"}"#, "/reason"),
        (#"{"from": "22:00", "until": "05:00", "reason": "x", "to": "05:00"}"#, "/to"),
    ])
    func `what is wrong with a freeze is named`(body: String, pointer: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(
                .put, Self.environment + "/freezes/f", raw: Array(body.utf8))
            #expect(answer.status == 422)
            #expect(answer.objects("errors").contains { $0["pointer"] == .string(pointer) })
            let after = try await api.send(.get, Self.environment)
            #expect(after.objects("freezes").isEmpty)
        }
    }
}
