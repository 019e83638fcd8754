import Curl
import Servers
import Testing

@Suite(.answerServer) struct RawExchangeTests {
    private let server: AnswerServer
    private let client: CurlClient

    init() throws {
        server = try #require(AnswerServer.current)
        client = try server.client()
    }

    @Test func `a line is answered over TCP and over a unix socket`() async throws {
        for address in [server.rawAddress, server.unixAddress] {
            let answer = try await client.exchange(
                Array("echo hello\n".utf8), with: address, timeout: .seconds(5))
            #expect(answer == Array("hello".utf8))
        }
    }

    @Test func `more bytes than the system buffers are sent whole`() async throws {
        let count = 8 << 20
        let bytes = Array("count \(count)\n".utf8) + [UInt8](repeating: 1, count: count)

        let answer = try await client.exchange(
            bytes, with: server.rawAddress, timeout: .seconds(20))

        #expect(String(decoding: answer, as: UTF8.self) == "\(count)")
    }

    @Test func `exchanges and requests run side by side`() async throws {
        let request = HTTPRequest(.get, server.url + "/hello")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let answer = try await client.exchange(
                        Array("echo \(number)\n".utf8), with: server.rawAddress,
                        timeout: .seconds(10))
                    #expect(String(decoding: answer, as: UTF8.self) == "\(number)")
                }
                group.addTask {
                    let answer = try await client.perform(request)
                    #expect(answer.status == 200)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `a server that never answers times out after sending`() async {
        let error = await error(of: "silent\n", timeout: .seconds(1))

        #expect(error?.code == .timedOut(sent: true))
    }

    @Test func `an answer over the limit is cut off`() async {
        #expect(await error(of: "2MiB\n")?.code == .tooLarge)
    }

    @Test func `nobody listening is certainly not sent`() async throws {
        let port = try FreePort.next()

        for address in ["127.0.0.1:\(port)", "unix:/nowhere/at.all"] {
            let error = await error(of: "echo a\n", with: address)
            #expect(error?.code == .cannotConnect)
            #expect(error?.isCertainlyNotSent == true)
        }
    }

    @Test(arguments: [
        "", "127.0.0.1", ":80", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:+80",
        "user@127.0.0.1:80", "127.0.0.1/x:80", "http://127.0.0.1:80", "unix:", "unix:relative",
        "unix:/\(String(repeating: "x", count: 107))", "unix:/a\u{0}b",
    ])
    func `an address that is not one is refused`(address: String) async {
        #expect(await error(of: "echo a\n", with: address)?.code == .malformedRequest)
    }

    private func error(
        of line: String, with address: String? = nil, timeout: Duration = .seconds(5)
    ) async -> CurlError? {
        await curlError { () async throws(CurlError) in
            try await client.exchange(
                Array(line.utf8), with: address ?? server.rawAddress, timeout: timeout)
        }
    }
}
