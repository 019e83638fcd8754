import Curl
import EventLog
import LedgerCore
import LedgerTestKit
import Testing

struct SampleOperationsTests {
    private static let path = APIFixture.service + "/samples"

    @Test func `a batch is one event, with one sum for each version and window`() async throws {
        try await Self.run { api in
            let answer = try await api.send(
                .post, Self.path,
                push([sample(), sample(["requests": 30]), sample(["seconds": 5])]),
                key: "k1")

            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.body["accepted"] == 3)
            #expect(answer.body["late"] == 0)
            let batch = try #require(try await Self.batches(api).first)
            #expect(batch.sent == 3)
            #expect(batch.samples.map(\.values.requests) == [50, 20])
            #expect(batch.samples.map(\.values.errors) == [2, 1])
            #expect(batch.samples[0].values.latencyMillisecondsP95 == 120)
            #expect(batch.samples[0].values.metrics == ["cost": 0.5])
        }
    }

    @Test func `a repeat is told the first answer and recorded once`() async throws {
        try await Self.run { api in
            let first = try await api.send(.post, Self.path, push([sample()]), key: "k1")
            let again = try await api.send(.post, Self.path, push([sample()]), key: "k1")

            #expect(again.status == 200)
            #expect(again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == "true")
            #expect(try await Self.batches(api).count == 1)
            let other = try await api.send(
                .post, Self.path, push([sample(["requests": 1])]), key: "k1")
            #expect(other.code == "idempotency_key_reused")
            guard case .string(let request)? = first.body["request"] else { return }
            let command = try await api.send(.get, "/v1/commands/\(request)")
            #expect(command.body["outcome"] == "done")
        }
    }

    @Test func `every problem of a batch is said at once, and nothing of it is kept`()
        async throws
    {
        try await Self.run { api in
            let answer = try await api.send(
                .post, Self.path,
                push([
                    sample(), sample(["version": "v9"]), sample(["errors": 21]),
                    sample(["seconds": 0]), sample(["at": "2099-01-01T00:00:00Z"]),
                    sample(["latency_ms_p99": -1]), sample(["requests": 2_000_000_000]),
                    sample(["p99": 1]), sample(["metrics": .object(["a b": 1, "c": "x"])]),
                ]), key: "k1")

            #expect(answer.status == 422)
            #expect(
                answer.objects("errors").map { $0["pointer"] } == [
                    "/samples/1/version", "/samples/2/errors", "/samples/3/seconds",
                    "/samples/4/at", "/samples/5/latency_ms_p99", "/samples/6/requests",
                    "/samples/7/p99", "/samples/8/metrics/a b", "/samples/8/metrics/c",
                ])
            #expect(try await Self.batches(api).isEmpty)
        }
    }

    @Test func `a service that is unknown or measured otherwise takes none`() async throws {
        try await APIFixture.run { api in
            let unknown = try await api.send(.post, Self.path, push([sample()]), key: "k1")
            #expect(unknown.status == 404)
            #expect(unknown.code == "service_unknown")

            try await api.register()
            let other = try await api.send(.post, Self.path, push([sample()]), key: "k2")
            #expect(other.status == 409)
            #expect(other.code == "samples_not_asked_for")
            #expect(
                try await api.send(.post, Self.path, push([sample()])).code
                    == "idempotency_key_missing")
        }
    }

    @Test func `what ended too long ago is counted and left out`() async throws {
        try await Self.run { api in
            let now = await api.events.load(LoadQuery(streams: [])).now
            let old = sample(["at": .time(now.adding(seconds: -130))])
            let young = sample(["at": .time(now.adding(seconds: -60))])

            let mixed = try await api.send(.post, Self.path, push([old, young]), key: "k1")
            let late = try await api.send(.post, Self.path, push([old]), key: "k2")

            #expect(mixed.body["accepted"] == 1)
            #expect(mixed.body["late"] == 1)
            #expect(late.status == 200)
            #expect(late.body["late"] == 1)
            let batches = try await Self.batches(api)
            #expect(batches.flatMap(\.samples).map(\.endedAt) == [now.adding(seconds: -60)])
        }
    }

    @Test func `a clock that is wrong but says so is put right`() async throws {
        try await Self.run { api in
            let before = await api.events.load(LoadQuery(streams: [])).now
            var body = push([sample(["at": "1999-12-31T23:59:50Z"])])
            body["sent_at"] = "2000-01-01T00:00:00Z"
            let answer = try await api.send(.post, Self.path, body, key: "k1")
            let after = await api.events.load(LoadQuery(streams: [])).now

            #expect(answer.body["accepted"] == 1, "\(answer.body)")
            let end = try #require(try await Self.batches(api).first?.samples.first?.endedAt)
            #expect(
                (before.adding(seconds: -10)...after.adding(seconds: -10)).contains(end))

            body["sent_at"] = "1999-12-31T23:59:40Z"
            let impossible = try await api.send(.post, Self.path, body, key: "k2")
            #expect(impossible.objects("errors").map { $0["detail"] } == ["is after sent_at"])
        }
    }

    @Test func `a thousand samples and a hundred windows are taken, and no more`() async throws {
        try await Self.run { api in
            let many = (0..<1000).map { sample(["seconds": .integer($0 % 100 + 1)]) }
            let full = try await api.send(.post, Self.path, push(many), key: "k1")
            #expect(full.body["accepted"] == 1000, "\(full.body)")

            let tooMany = try await api.send(
                .post, Self.path, push(many + [sample()]), key: "k2")
            #expect(tooMany.status == 422)
            let windows = (0..<101).map { sample(["seconds": .integer($0 + 1)]) }
            let tooWide = try await api.send(.post, Self.path, push(windows), key: "k3")
            #expect(tooWide.status == 422)
            #expect(tooWide.objects("errors").map { $0["pointer"] } == ["/samples"])
            #expect(try await Self.batches(api).map(\.sent) == [1000])
        }
    }

    @Test func `beyond so many batches a minute more are refused for a while`() async throws {
        try await Self.run { api in
            let now = await api.events.load(LoadQuery(streams: [])).now
            for minute in 0...1 { try await Self.fill(api, at: now.adding(seconds: 60 * minute)) }

            let answer = try await api.send(.post, Self.path, push([sample()]), key: "k1")

            #expect(answer.status == 429)
            #expect(answer.code == "too_many_batches")
            #expect(answer.headers["retry-after"] == "60")
        }
    }

    /// A service that measures itself; `v1` is live.
    private static func run(
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        try await APIFixture.run { api in
            var settings = APIFixture.settings
            settings["metrics"] = .object(["kind": "pushed"])
            #expect(try await api.send(.put, APIFixture.service, settings).status == 200)
            try await body(api)
        }
    }

    private static func batches(_ api: APIFixture) async throws -> [PushEvent.Batch] {
        try await api.events.read(after: 0, limit: 10_000).filter { $0.stream.kind == "pushed" }
            .map { event in
                switch try PushEvent(event) {
                case .pushed(let batch): batch
                }
            }
    }

    private static func fill(_ api: APIFixture, at time: Timestamp) async throws {
        let stream = try #require(
            StreamName.pushed(by: .service("api", in: "production"), at: time))
        let command = IDSource.system.next(at: time)
        let sample = PushedSample(
            version: "v1", endedAt: time, seconds: 1, values: .init(requests: 1, errors: 0))
        let events = (0..<600).map { _ in
            PushEvent.pushed(.init(samples: [sample], sent: 1))
                .recordable(id: IDSource.system.next(at: time))
        }
        _ = try await api.events.append(
            AppendRequest(
                origin: EventOrigin(commandID: command, actor: "key:test", correlationID: command),
                requestHash: [1],
                parts: [StreamAppend(stream: stream, expectedVersion: nil, events: events)],
                due: .keep))
    }

    private func push(_ samples: [JSONObject]) -> JSONObject {
        ["samples": .array(samples.map { .object($0) })]
    }

    /// Ten seconds of the live version, with some members otherwise.
    private func sample(_ changes: JSONObject = [:]) -> JSONObject {
        var sample: JSONObject = [
            "version": "v1", "seconds": 10, "requests": 20, "errors": 1, "latency_ms_p50": 40,
            "latency_ms_p95": 120, "latency_ms_p99": 200,
            "metrics": .object(["cost": .number(0.5)]),
        ]
        for member in changes.members { sample[member.name] = member.value }
        return sample
    }
}
