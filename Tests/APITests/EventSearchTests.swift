import Curl
import LedgerCore
import Testing

@Suite struct EventSearchTests {
    @Test func `filters find by place, kind, deployment, command, actor, text and time`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let deployed = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "k")
            try await api.createFlag()
            let deployment = deployed.body.text("deployment")
            let request = deployed.body.text("request")

            #expect(try await api.positions("kind=service") == [1, 2])
            #expect(try await api.positions("kind=flag") == [3])
            #expect(try await api.positions("environment=staging") == [3])
            #expect(try await api.positions("environment=production&service=api") == [1, 2])
            #expect(try await api.positions("deployment=\(deployment)") == [2])
            #expect(try await api.positions("command=\(request)") == [2])
            #expect(try await api.positions("correlation=\(request)") == [2])
            #expect(try await api.positions("actor=local:administrator&from=2") == [2, 3])
            #expect(try await api.positions("type=deployment.requested") == [2])
            #expect(try await api.positions("text=v2&order=newest") == [2])
            #expect(try await api.positions("since=2999-01-01T00:00:00Z") == [])
            #expect(try await api.positions("until=2999-01-01T00:00:00Z") == [1, 2, 3])
            let nobody = "01900000-0000-7000-8000-000000000000"
            #expect(try await api.positions("command=\(nobody)") == [])
            let unknown = try await api.send(.get, "/v1/events?deployment=\(nobody)")
            #expect(unknown.code == "deployment_unknown")
        }
    }

    @Test(arguments: ["oldest", "newest"])
    func `a cursor goes on where the page ended, whatever is recorded meanwhile`(
        _ order: String
    ) async throws {
        try await APIFixture.run { api in
            for number in 1...5 { try await api.createFlag("f\(number)") }
            let first = try await api.send(.get, "/v1/events?kind=flag&order=\(order)&limit=2")
            #expect(first.body["more"] == true)
            try await api.createFlag("late")

            let cursor = first.body.text("next")
            let second = try await api.send(.get, "/v1/events?kind=flag&limit=5&cursor=\(cursor)")

            let found = (first.objects("events") + second.objects("events"))
                .map { $0["position"] }
            #expect(found == (order == "oldest" ? [1, 2, 3, 4, 5, 6] : [5, 4, 3, 2, 1]))
            #expect(second.body["more"] == false)
        }
    }

    @Test func `the oldest first can be waited for and always have a cursor`() async throws {
        try await APIFixture.run { api in
            let empty = try await api.send(.get, "/v1/events?kind=flag")
            let cursor = empty.body.text("next")
            async let waited = api.send(.get, "/v1/events?kind=flag&wait=20&cursor=\(cursor)")
            try await api.register()
            try await api.createFlag()
            #expect(try await waited.objects("events").map { $0["position"] } == [2])
        }
    }

    @Test(arguments: [
        ("kind=x", ["kind"]), ("service=api", ["service"]), ("from=9&to=3", ["to"]),
        ("since=yesterday&until=x&deployment=7", ["deployment", "since", "until"]),
        ("since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", ["until"]),
        ("stream=flag/staging/f&kind=service&environment=live", ["kind", "environment"]),
        ("order=newest&wait=3", ["wait"]), ("order=newest&cursor=o1", ["cursor"]),
        ("cursor=x1", ["cursor"]), ("limit=501&kind=flag", ["limit"]),
        ("text=&colour=red", ["text", "colour"]),
        ("stream=s&after=1&kind=flag", ["kind", "after"]),
        ("kind=flag&environment=live&service=a", ["service"]), ("type=passed", ["type"]),
        ("after=1&cursor=o1", ["after"]), ("from=0", ["from"]),
        ("wait=31&kind=x", ["kind", "wait"]),
    ])
    func `all that is wrong or contradictory with a query is said at once`(
        query: String, names: [String]
    ) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.get, "/v1/events?\(query)")
            #expect(answer.status == 400)
            #expect(answer.code == "invalid_query")
            #expect(answer.pointers == names, "\(answer.body)")
        }
    }
}

extension APIFixture {
    fileprivate func positions(_ query: String) async throws -> [JSONValue] {
        let answer = try await send(.get, "/v1/events?\(query)")
        #expect(answer.status == 200, "\(query): \(answer.body)")
        return answer.objects("events").compactMap { $0["position"] }
    }
}

extension JSONObject {
    fileprivate func text(_ name: String) -> String {
        if case .string(let text)? = self[name] { text } else { "" }
    }
}
