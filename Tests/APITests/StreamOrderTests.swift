import API
import EventLog
import LedgerCore
import Logging
import Testing
import Views
import WorkQueue

/// What needs two searches, while the log grows between them.
@Suite(.timeLimit(.minutes(1))) struct StreamOrderTests {
    private let query = ["environment": "production", "service": "api"]

    @Test func `a stream passes over nothing`() async throws {
        let answer = try await ask("/v1/events/stream", query)
        let stream = try #require(answer.stream)
        var text = ""
        while !text.contains("id: 3\n"), let piece = await stream.next() {
            text += String(decoding: piece, as: UTF8.self)
        }
        let ids = text.split(separator: "\n").filter { $0.hasPrefix("id: ") }
        #expect(ids == ["id: 1", "id: 2", "id: 3"])
    }

    @Test func `a page passes over nothing`() async throws {
        let answer = try await ask("/v1/events", query)
        let body = String(decoding: answer.body, as: UTF8.self)
        for position in 1...3 { #expect(body.contains("{\"position\":\(position),")) }
    }

    private func ask(_ path: String, _ query: [String: String]) async throws -> APIResponse {
        let log = InMemoryEventStore { Timestamp(microseconds: 0) }
        let service = StreamName.service("api", in: "production")
        await Self.record(on: service, log)
        let store = GrowingStore(log) { log in
            await Self.record(on: service, log)
            await Self.record(on: StreamName(stored: "samples/production/api/1970-01-01"), log)
        }
        let operations = OperationCatalog.all(
            APIDependencies(
                events: store, views: InMemoryViewStore(), queue: InMemoryWakeUpQueue(),
                loader: ServiceLoader(store: store),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, version: "test"))
        let operation = try #require(operations.first { $0.path == path })
        return try await operation.handle(
            APIRequest(
                method: "GET", path: path, query: query,
                principal: Principal(actor: "test", roles: [.viewer]), id: "1"))
    }

    private static func record(on stream: StreamName, _ log: InMemoryEventStore) async {
        let id = IDSource.system.next(at: Timestamp(microseconds: 0))
        let event = NewEvent(id: id, type: "test.noted", schema: 1, data: Array("{}".utf8))
        let outcome = try? await log.append(
            AppendRequest(
                origin: EventOrigin(commandID: id, actor: "test", correlationID: id),
                requestHash: [],
                parts: [StreamAppend(stream: stream, expectedVersion: nil, events: [event])],
                due: .keep))
        if case .appended? = outcome { return }
        Issue.record("not appended")
    }
}
