import API
import Curl
import EventLog
import LedgerCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamOperationsTests {
    @Test func `events come in order, and go on with what is recorded`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("f1")
            try await api.createFlag("f2")
            let reader = try StreamReader("/v1/events/stream", of: api)
            try await reader.read { $0.ids.count == 2 }
            try await api.createFlag("f3")
            let text = try await reader.read { $0.ids.count == 3 }

            #expect(reader.ids == [1, 2, 3])
            #expect(reader.status == 200)
            #expect(text.lowercased().contains("content-type: text/event-stream\r\n"))
            #expect(text.contains("retry: 2000\n\n"))
            #expect(text.contains("id: 3\nevent: flag.created\ndata: {\"position\":3,"))
        }
    }

    @Test func `whoever comes back gets what comes after, whatever the query says`() async throws {
        try await APIFixture.run { api in
            for number in 1...5 { try await api.createFlag("f\(number)") }
            let from = try StreamReader("/v1/events/stream?kind=flag&from=4", of: api)
            try await from.read { $0.ids.count == 2 }
            #expect(from.ids == [4, 5])
            for query in ["", "?from=1", "?from=5"] {
                let back = try StreamReader(
                    "/v1/events/stream\(query)", of: api, headers: ["Last-Event-ID": "2"])
                try await back.read { $0.ids.count == 3 }
                #expect(back.ids == [3, 4, 5], "\(query)")
            }
        }
    }

    @Test func `a quiet log is heard of`() async throws {
        var pace = StreamPace()
        pace.heartbeat = .milliseconds(50)
        try await APIFixture.run(pace: pace) { api in
            let reader = try StreamReader("/v1/events/stream?kind=flag", of: api)
            try await reader.read { $0.text.contains(": heartbeat\n\n") }
            try await api.createFlag()
            try await reader.read { $0.ids == [1] }
        }
    }

    @Test func `a filter passes by the rest`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            try await api.createFlag("f1")
            let reader = try StreamReader(
                "/v1/events/stream?environment=production&service=api", of: api)
            try await reader.read { $0.ids.count == 1 }
            try await api.createFlag("f2")
            _ = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "k")
            try await reader.read { $0.ids.count == 2 }
            #expect(reader.ids == [1, 4])
        }
    }

    @Test func `a deployment's stream ends with its last event, and is not begun again`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let made = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "k")
            let id = try made.text("deployment")
            let path = "/v1/deployments/\(id)/stream"
            let reader = try StreamReader(path, of: api)
            try await reader.read { $0.ids == [2] }
            try await api.createFlag()
            let end = ServiceEvent.deploymentWithdrawn(
                .init(deployment: try #require(ID(id)), settles: Settlements([:])))
            try await api.record(
                end.recordable(id: IDSource.system.next(at: Timestamp(microseconds: 0))),
                on: .service("api", in: "production"))
            let text = try await reader.read { $0.isWhole }

            #expect(text.contains("event: deployment.withdrawn\n"), "\(text)")
            #expect(reader.ids == [2, 4])
            let deadline = ContinuousClock.now + .seconds(30)
            while try await api.send(.get, "/v1/deployments/\(id)").body["ended_at"] == nil,
                .now < deadline
            {
                await api.events.waitForNews(patience: .milliseconds(20))
            }
            let again = try StreamReader(path, of: api, headers: ["Last-Event-ID": "4"])
            try await again.read { $0.status != nil }
            #expect(again.status == 204)
            let whole = try StreamReader(path, of: api)
            try await whole.read { $0.isWhole }
            #expect(whole.ids == reader.ids)
        }
    }

    @Test(arguments: [
        ("limit=5", nil, 400, "invalid_query"), ("order=newest", nil, 400, "invalid_query"),
        ("to=9&until=2999-01-01T00:00:00Z", nil, 400, "invalid_query"),
        ("kind=x", nil, 400, "invalid_query"), ("", "x", 400, "invalid_last_event_id"),
        ("", "-1", 400, "invalid_last_event_id"), ("", "2", 410, "position_gone"),
        ("", "9223372036854775807", 410, "position_gone"),
    ])
    func `what cannot be streamed is refused`(
        query: String, last: String?, status: Int, code: String
    ) async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let answer = try await api.send(
                .get, "/v1/events/stream?\(query)",
                headers: last.map { ["Last-Event-ID": $0] } ?? [:])
            #expect(answer.status == status)
            #expect(answer.code == code)
        }
    }

    @Test func `a stream is refused to whom the page is`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let made = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "k")
            let id = try made.text("deployment")
            let other = try await api.createKey("other", [.admin], services: ["other"])
            let viewer = try await api.createKey("viewer", [.viewer])
            let refused = [
                ("/v1/events/stream", viewer, "role_required"),
                ("/v1/events/stream?kind=flag", viewer, "role_required"),
                ("/v1/events/stream", other, "outside_bounds"),
                ("/v1/events/stream?stream=service/production/api", other, "outside_bounds"),
                ("/v1/events/stream?deployment=\(id)", other, "outside_bounds"),
                ("/v1/deployments/\(id)/stream", other, "outside_bounds"),
            ]
            for (path, key, code) in refused {
                let answer = try await api.send(.get, path, headers: key.header)
                #expect(answer.code == code, "\(path)")
            }
        }
    }
}
