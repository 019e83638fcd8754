import API
import Curl
import EventLog
import LedgerCore
import Testing

/// What ends a stream that would go on.
@Suite(.timeLimit(.minutes(1))) struct StreamEndTests {
    private static let path = "/v1/events/stream"

    @Test func `a revoked key`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("auditor", [.auditor])
            let kept = try await api.createKey("kept", [.auditor])
            let reader = try StreamReader(Self.path, of: api, headers: key.header)
            let other = try StreamReader(Self.path, of: api, headers: kept.header)
            try await reader.read { $0.ids.count >= 2 }
            let revoked = try await api.send(
                .post, "/v1/keys/\(key.id)/revoke", [:], key: "revoke")
            #expect(revoked.status == 200)
            try await reader.read { $0.isWhole }

            try await api.createFlag()
            let text = try await other.read { $0.text.contains("event: flag.created") }
            #expect(!other.isClosed)
            #expect(text.contains("event: access.key_revoked"))
            reader.take()
            #expect(!reader.text.contains("event: flag.created"))
        }
    }

    @Test func `a server that shuts down`() async throws {
        let (readers, open) = AsyncStream<StreamReader>.makeStream()
        try await APIFixture.run { api in
            try await api.createFlag()
            let reader = try StreamReader(Self.path, of: api)
            try await reader.read { $0.ids == [1] }
            open.yield(reader)
        }
        let reader = try #require(await readers.first { _ in true })
        try await reader.read { $0.isClosed }
        #expect(reader.isWhole)
    }

    @Test func `a reader that does not read`() async throws {
        var pace = StreamPace()
        pace.patience = .milliseconds(300)
        try await APIFixture.run(pace: pace) { api in
            let reader = try StreamReader(Self.path, of: api, buffer: 4096)
            try await reader.read { $0.text.contains("retry") }
            try await api.fill(megabytes: 12)
            try await api.waitForStreams(0)
            try await reader.read { $0.isClosed }
            let isWhole = reader.isWhole
            #expect(!isWhole)
        }
    }

    @Test func `too many of one caller are refused until one has gone`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            var readers: [StreamReader] = []
            for _ in 1...16 { readers.append(try StreamReader(Self.path, of: api)) }
            for reader in readers { try await reader.read { $0.ids == [1] } }
            #expect(try await api.streams() == 16)
            let refused = try await api.send(.get, Self.path)
            #expect(refused.status == 429)
            #expect(refused.code == "too_many_streams")

            readers.removeLast()
            try await api.waitForStreams(15)
            let next = try StreamReader(Self.path, of: api)
            try await next.read { $0.ids == [1] }
        }
    }
}

extension APIFixture {
    /// Streams that the server writes, by its own metric.
    func streams() async throws -> Double {
        let text = String(decoding: try await get("/metrics").body, as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("shiplog_event_streams ") }
        return try #require(line.flatMap { Double($0.split(separator: " ")[1]) })
    }

    /// A server does not tell when it has given one up; its metric is all that shows it.
    func waitForStreams(_ count: Double) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let found = try await streams()
            if found == count { return }
            try #require(ContinuousClock.now < deadline, "\(found) streams, not \(count)")
            await events.waitForNews(patience: .milliseconds(20))
        }
    }

    /// Records much that nobody reads but streams.
    func fill(megabytes: Int) async throws {
        let text = String(repeating: "x", count: 1_000_000)
        for _ in 0..<megabytes {
            try await record(
                NewEvent(
                    id: IDSource.system.next(at: Timestamp(microseconds: 0)),
                    type: "notification.tested", schema: 1,
                    data: Array("{\"text\":\"\(text)\"}".utf8)),
                on: StreamName(stored: "notification/1"))
        }
    }

    func record(_ event: NewEvent, on stream: StreamName) async throws {
        let outcome = try await events.append(
            AppendRequest(
                origin: EventOrigin(commandID: event.id, actor: "test", correlationID: event.id),
                requestHash: [],
                parts: [StreamAppend(stream: stream, expectedVersion: nil, events: [event])],
                due: .keep))
        guard case .appended = outcome else { throw EventStoreError(.invalid, "not appended") }
    }
}
