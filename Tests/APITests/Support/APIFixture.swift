import API
import Curl
import EventLog
import Glibc
import LedgerCore
import LedgerTestKit
import Logging
import ServiceLifecycle
import Testing
import Transparency
import Views
import WorkQueue

/// A real HTTP server over engines in memory, and a client for it.
struct APIFixture: Sendable {
    let events: InMemoryEventStore
    let queue: InMemoryWakeUpQueue
    let views = InMemoryViewStore()
    let client: CurlClient
    let base: String

    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: JSONObject
        var code: String? { if case .string(let code)? = body["code"] { code } else { nil } }
    }

    /// Serves while `body` runs.
    static func run(
        _ authentication: Authentication = .localAdministrator, projects: Bool = true,
        sealStore: (any SealStore)? = nil, keyRate: Int = 0, pace: StreamPace = StreamPace(),
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        let events = InMemoryEventStore { wallClock() }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let views = InMemoryViewStore()
        let queue = InMemoryWakeUpQueue()
        let dependencies = APIDependencies(
            events: events, views: views, queue: queue, loader: ServiceLoader(store: events),
            sealStore: sealStore, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            version: "test", pace: pace)
        let server = APIServer(
            dependencies, authentication: authentication,
            address: .init(host: "127.0.0.1", port: 0),
            keyRate: keyRate)
        let projecting = Projecting(
            projector: Projector(events: events, views: views), events: events)
        let group = ServiceGroup(
            services: [Serving(server: server, ready: { port.yield($0) })]
                + (projects ? [projecting] : []),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let number = try #require(await ports.first { _ in true })
            let client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))
            let fixture = APIFixture(
                events: events, queue: queue, client: client, base: "http://127.0.0.1:\(number)")
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(fixture)) } catch { outcome = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    private struct Serving: Service {
        let server: APIServer
        let ready: @Sendable (Int) -> Void

        func run() async throws { try await server.run { ready($0) } }
    }

    private struct Projecting: Service {
        let projector: Projector
        let events: InMemoryEventStore

        func run() async throws {
            try await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    if try await projector.advance() == 0 {
                        await events.waitForNews(patience: .milliseconds(100))
                    }
                }
            }
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONObject? = nil,
        key: String? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send(method, path, raw: body?.bytes, key: key, headers: headers)
    }

    /// The answer as it came, for what is not JSON.
    func get(_ path: String) async throws -> HTTPResponse {
        try await client.perform(HTTPRequest(.get, base + path))
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, raw: [UInt8]?, key: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var all = ["Content-Type": "application/json"]
        if let key { all["Idempotency-Key"] = key }
        all.merge(headers) { _, new in new }
        let response = try await client.perform(
            HTTPRequest(method, base + path, headers: all, body: raw))
        guard case .object(let object)? = try? JSONParser.parse(response.body) else {
            return Answer(status: response.status, headers: response.headers, body: [:])
        }
        return Answer(status: response.status, headers: response.headers, body: object)
    }

    static let service = "/v1/environments/production/services/api"

    /// Registers the service `api` with `v1` live in slot `a`.
    func register(_ policies: JSONObject? = nil) async throws {
        var settings = Self.settings
        settings["policies"] = policies.map { .object($0) }
        let answer = try await send(.put, Self.service, settings)
        #expect(answer.status == 200, "\(answer.body)")
    }

    static var settings: JSONObject {
        var body = Samples.settings.json
        body["live"] = .object(["version": "v1", "slot": "a"])
        return body
    }
}

private func wallClock() -> Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
}

extension APIFixture.Answer {
    /// The objects of an array member; empty when there is none.
    func objects(_ name: String) -> [JSONObject] {
        guard case .array(let elements)? = body[name] else { return [] }
        return elements.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }
}
