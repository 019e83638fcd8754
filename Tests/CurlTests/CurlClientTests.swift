import Curl
import Servers
import Testing

@Suite(.answerServer) struct CurlClientTests {
    private let server: AnswerServer
    private let client: CurlClient

    init() throws {
        server = try #require(AnswerServer.current)
        client = try server.client()
    }

    @Test func `a request arrives with its method, headers and body`() async throws {
        let answer = try await client.perform(
            HTTPRequest(
                .put, server.url + "/echo", headers: ["X-Key": "a b", "X-Empty": ""],
                body: Array("body\0!".utf8)))

        let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "PUT /echo")
        #expect(lines.contains("X-Key: a b"))
        #expect(lines.contains("X-Empty: "))
        #expect(lines.contains("Content-Length: 6"))
        #expect(lines.last == "body\0!")
    }

    @Test func `a request without body sends none`() async throws {
        let answer = try await client.perform(HTTPRequest(.get, server.url + "/echo"))

        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.hasPrefix("GET /echo\n"))
        #expect(!text.contains("Content-"))
        #expect(!text.contains("Expect"))
    }

    @Test func `an answer comes with status, headers and body`() async throws {
        let answer = try await client.perform(HTTPRequest(.get, server.url + "/hello"))

        #expect(answer.status == 200)
        #expect(answer.headers["content-length"] == "5")
        #expect(answer.headers["x-two"] == "a, b")
        #expect(answer.body == Array("hello".utf8))
    }

    @Test func `a connection is kept and used again`() async throws {
        let request = HTTPRequest(.get, server.url + "/hello")

        let first = try await client.perform(request)
        let second = try await client.perform(request)

        #expect(first.openedConnections == 1)
        #expect(second.openedConnections == 0)
    }

    @Test func `fifty requests at once are all answered, over at most fifty connections`()
        async throws
    {
        let request = HTTPRequest(.get, server.url + "/hello")

        let opened = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask { try await client.perform(request).openedConnections }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(opened.count == 50)
        #expect(opened.reduce(0, +) <= 50)
    }

    @Test func `an error status is an answer, and a redirect is not followed`() async throws {
        let missing = try await client.perform(HTTPRequest(.get, server.url + "/nowhere"))
        let moved = try await client.perform(HTTPRequest(.get, server.url + "/redirect"))

        #expect(missing.status == 404)
        #expect(moved.status == 302)
        #expect(moved.headers["location"] == "/hello")
    }

    @Test(arguments: ["/1MiB", "/chunked", "/2MiB"])
    func `a body within the limit is taken whole`(path: String) async throws {
        let client = try server.client(limits: CurlLimits(maximumBodyBytes: 2 << 20))

        let answer = try await client.perform(HTTPRequest(.get, server.url + path))

        #expect(answer.body.count == (path == "/1MiB" ? 1 << 20 : 2 << 20))
        #expect(answer.body.allSatisfy { $0 == UInt8(ascii: "x") })
    }

    @Test(arguments: ["/2MiB", "/chunked", "/headers"])
    func `an answer over the limit is cut off`(path: String) async throws {
        let error = await error(of: HTTPRequest(.get, server.url + path))

        #expect(error?.code == .tooLarge)
        #expect(error?.isCertainlyNotSent == false)
    }

    @Test func `nobody listening is told apart from nobody answering`() async throws {
        let port = try FreePort.next()
        let patience = Duration.seconds(1)

        let refused = await error(of: HTTPRequest(.get, "http://127.0.0.1:\(port)/"))
        let silent = await error(of: HTTPRequest(.get, server.url + "/silent", timeout: patience))
        let full = await error(of: HTTPRequest(.get, server.fullURL, timeout: patience))

        #expect(refused?.code == .cannotConnect)
        #expect(refused?.isCertainlyNotSent == true)
        #expect(silent?.code == .timedOut(sent: true))
        #expect(silent?.isCertainlyNotSent == false)
        #expect(full?.code == .timedOut(sent: false))
        #expect(full?.isCertainlyNotSent == true)
    }

    @Test(arguments: ["/cut", "/half"])
    func `a cut connection may have carried the request out`(path: String) async {
        let error = await error(of: HTTPRequest(.post, server.url + path, body: [1]))

        #expect(error?.code == .connectionLost)
        #expect(error?.isCertainlyNotSent == false)
    }

    @Test func `an unknown name is told apart`() async {
        let error = await error(of: HTTPRequest(.get, "http://nowhere.invalid/"))

        #expect(error?.code == .cannotResolve)
        #expect(error?.isCertainlyNotSent == true)
    }

    @Test(arguments: [
        "file:///etc/hostname", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "http://", "not a url",
        "http://127.0.0.1/\u{0}", "http://127.0.0.1/\r\nX: y", "",
    ])
    func `only HTTP URLs are sent`(url: String) async {
        #expect(await error(of: HTTPRequest(.get, url))?.code == .malformedRequest)
    }

    @Test(arguments: [("X", "a\r\nY: b"), ("X", "a\u{0}"), ("X: y", "a"), ("X\n", "a"), ("", "a")])
    func `a header cannot bring another one along`(name: String, value: String) async {
        let request = HTTPRequest(.get, server.url + "/hello", headers: [name: value])

        #expect(await error(of: request)?.code == .malformedRequest)
    }

    private func error(of request: HTTPRequest) async -> CurlError? {
        await curlError { () async throws(CurlError) in try await client.perform(request) }
    }
}
