import Curl
import FoundationEssentials
import Testing

/// How calls and clients end before their time.
@Suite(.answerServer) struct CurlClientLifeTests {
    private let server: AnswerServer

    init() throws { server = try #require(AnswerServer.current) }

    @Test func `a cancelled task abandons its call, and no other`() async throws {
        let client = try server.client()
        let silent = HTTPRequest(.get, server.url + "/silent", timeout: .seconds(60))
        let start = ContinuousClock.now
        let waiting = Task { await error(of: client, silent) }
        #expect(try await client.perform(hello).status == 200)

        waiting.cancel()

        #expect(await waiting.value?.code == .cancelled)
        #expect(start.duration(to: .now) < .seconds(20))
        #expect(try await client.perform(hello).status == 200)
    }

    @Test func `a task cancelled beforehand sends nothing`() async throws {
        let client = try server.client()
        let request = hello
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await error(of: client, request)
        }

        task.cancel()

        #expect(await task.value?.code == .cancelled)
    }

    @Test func `a cancelled raw exchange ends at once`() async throws {
        let client = try server.client()
        let address = server.rawAddress
        let start = ContinuousClock.now
        let task = Task {
            await curlError { () async throws(CurlError) in
                try await client.exchange(
                    Array("silent\n".utf8), with: address, timeout: .seconds(60))
            }
        }
        #expect(try await client.perform(hello).status == 200)

        task.cancel()

        #expect(await task.value?.code == .cancelled)
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test func `a shutdown fails what is under way and what comes after`() async throws {
        let client = try server.client()
        let silent = HTTPRequest(.get, server.url + "/silent", timeout: .seconds(60))
        let waiting = Task { await error(of: client, silent) }
        #expect(try await client.perform(hello).status == 200)

        await client.shutdown()
        await client.shutdown()

        let code = await waiting.value?.code
        #expect(code == .cancelled || code == .closed)
        #expect(await error(of: client, hello)?.code == .closed)
    }

    @Test func `a shutdown ends the thread`() async throws {
        let client = try server.client(name: "curl-shut")
        #expect(try await client.perform(hello).status == 200)
        #expect(try await comes(to: 1, "curl-shut"))

        await client.shutdown()

        #expect(try await comes(to: 0, "curl-shut"))
    }

    @Test func `a client that is let go ends its thread`() async throws {
        var client: CurlClient? = try server.client(name: "curl-let-go")
        #expect(try await client?.perform(hello).status == 200)
        #expect(try await comes(to: 1, "curl-let-go"))

        client = nil

        #expect(try await comes(to: 0, "curl-let-go"))
    }

    private var hello: HTTPRequest { HTTPRequest(.get, server.url + "/hello") }

    private func error(of client: CurlClient, _ request: HTTPRequest) async -> CurlError? {
        await curlError { () async throws(CurlError) in try await client.perform(request) }
    }

    /// The kernel's listing may leave a thread out while others end, so it is read more than once.
    private func comes(to count: Int, _ thread: String) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while try threads(named: thread) != count {
            guard .now < deadline else { return false }
            await Task.yield()
        }
        return true
    }

    private func threads(named name: String) throws -> Int {
        let tasks = "/proc/self/task"
        return try FileManager.default.contentsOfDirectory(atPath: tasks).count { task in
            // A thread may end between the listing and the reading.
            let label = FileManager.default.contents(atPath: "\(tasks)/\(task)/comm")
            return label.map { String(decoding: $0, as: UTF8.self) } == name + "\n"
        }
    }
}
