import Curl
import EventLog
import LedgerCore
import Testing

/// What a key with bounds gets where no path names an environment.
@Suite struct BoundsTests {
    @Test func `a deployment is out of reach of a key for another service`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let made = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "d")
            let id = try made.text("deployment")
            let other = try await api.createKey("other", [.admin], services: ["other"])
            let own = try await api.createKey("own", [.admin], services: ["api"])
            let paths = ["", "/explain"]
            for path in paths {
                let outside = try await api.send(
                    .get, "/v1/deployments/\(id)\(path)", headers: other.header)
                #expect(outside.code == "outside_bounds")
                let inside = try await api.send(
                    .get, "/v1/deployments/\(id)\(path)", headers: own.header)
                #expect(inside.status == 200)
            }
            let request = try made.text("request")
            let bodies: [(String, JSONObject)] = [
                ("abort", ["reason": "x"]), ("pause", ["reason": "x"]), ("resume", [:]),
                ("promote", ["reason": "x", "expected_stage": 0]), ("retry", [:]),
                ("approve", ["expected_stage": 0]),
                ("reject", ["reason": "x", "expected_stage": 0]),
            ]
            for (verb, body) in bodies {
                let outside = try await api.send(
                    .post, "/v1/deployments/\(id)/\(verb)", body, key: verb, headers: other.header)
                #expect(outside.code == "outside_bounds", "\(verb)")
            }
            let command = try await api.send(
                .get, "/v1/commands/\(request)", headers: other.header)
            #expect(command.code == "outside_bounds")
            let seen = try await api.send(.get, "/v1/commands/\(request)", headers: own.header)
            #expect(seen.body["first_version"] == 2)
        }
    }

    @Test func `a list leaves out what is outside`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let other = try await api.createKey("other", [.viewer], services: ["other"])
            let own = try await api.createKey("own", [.viewer], services: ["api"])
            let path = "/v1/environments/production/services"
            let deadline = ContinuousClock.now + .seconds(30)
            while try await api.send(.get, path).objects("services").isEmpty, .now < deadline {
                await api.events.waitForNews(patience: .milliseconds(20))
            }
            #expect(
                try await api.send(.get, path, headers: own.header).objects("services").count == 1)
            #expect(
                try await api.send(.get, path, headers: other.header).objects("services").isEmpty)
        }
    }

    @Test(arguments: [
        (nil, 403, 403), ("service/production/api", 200, 403), ("service/production/web", 200, 200),
        ("environment/production", 200, 200), ("environment/staging", 200, 403),
        ("flag/staging/f", 200, 403), ("samples/production/api/2026-11-24", 200, 403),
        ("samples/01900000-0000-7000-8000-000000000000", 200, 404), ("access/00000000", 403, 403),
        ("pushed/production/api/2026-11-24T12:00", 200, 403), ("notification/1", 403, 403),
        ("", 403, 403),
    ])
    func `who is no auditor reads the streams of services, within bounds`(
        stream: String?, free: Int, bounded: Int
    ) async throws {
        try await APIFixture.run { api in
            let path = "/v1/events" + (stream.map { "?stream=\($0)" } ?? "")
            let viewer = try await api.createKey("viewer", [.viewer])
            let web = try await api.createKey(
                "web", [.viewer], environments: ["production"], services: ["web"])
            #expect(try await api.send(.get, path, headers: viewer.header).status == free)
            #expect(try await api.send(.get, path, headers: web.header).status == bounded)
            let auditor = try await api.createKey("auditor", [.auditor])
            let all = try await api.send(.get, path, headers: auditor.header).status
            #expect(all == (stream == "" ? 400 : 200))
        }
    }

    /// Nothing wider than what the key may see can be searched, whatever it would find.
    @Test(arguments: [
        ("service=web&environment=production", 200), ("service=api&environment=production", 403),
        ("environment=production", 403), ("type=stage.passed", 403), ("actor=x", 403),
        ("text=x", 403), ("kind=service", 403), ("from=1", 403),
        ("deployment=01900000-0000-7000-8000-000000000000", 404),
        ("stream=service/production/api&type=stage.passed", 403),
        ("stream=service/production/web&type=stage.passed", 200),
    ])
    func `a search stays within bounds`(query: String, status: Int) async throws {
        try await APIFixture.run { api in
            let web = try await api.createKey(
                "web", [.viewer], environments: ["production"], services: ["web"])
            let answer = try await api.send(.get, "/v1/events?\(query)", headers: web.header)
            #expect(answer.status == status)
        }
    }

    @Test func `an environment in a header is bound as one in a path`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("k", [.viewer], environments: ["staging"])
            for (environment, status) in [("production", 403), ("staging", 200)] {
                let answer = try await api.send(
                    .post, "/ofrep/v1/evaluate/flags", [:],
                    headers: key.header.merging(["X-Shiplog-Environment": environment]) { $1 })
                #expect(answer.status == status)
            }
        }
    }
}
