import Curl
import Testing

@Suite(.answerServer) struct AllowedAddressTests {
    private let server: AnswerServer

    init() throws { server = try #require(AnswerServer.current) }

    /// Ways to write the server's address, names among them.
    static let spellings = [
        "127.0.0.1", "localhost", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    ]

    @Test(arguments: spellings)
    func `an address off the list is refused however it is written`(host: String) async throws {
        let client = try server.client(allowing: "10.0.0.0/8")

        let error = await error(of: client, host)

        #expect(error?.code == .notAllowed)
        #expect(error?.isCertainlyNotSent == true)
        #expect(error?.detail.hasSuffix("is not on the list of allowed addresses") == true)
    }

    @Test(arguments: spellings)
    func `an address on the list is reached however it is written`(host: String) async throws {
        #expect(await error(of: try server.client(), host) == nil)
    }

    @Test func `a port off the list is refused`() async throws {
        let port = server.httpPort
        let right = try server.client(allowing: "127.0.0.1:\(port)")
        let wrong = try server.client(allowing: "127.0.0.1:\(port == 1 ? 2 : port - 1)")

        #expect(await error(of: right, "127.0.0.1") == nil)
        #expect(await error(of: wrong, "127.0.0.1")?.code == .notAllowed)
    }

    @Test func `a raw exchange asks the same list`() async throws {
        let client = try server.client(allowing: "10.0.0.0/8", unixSockets: false)

        for address in [server.rawAddress, server.unixAddress] {
            let error = await curlError { () async throws(CurlError) in
                try await client.exchange([], with: address, timeout: .seconds(5))
            }
            #expect(error?.code == .notAllowed)
        }
    }

    private func error(of client: CurlClient, _ host: String) async -> CurlError? {
        let request = HTTPRequest(.get, "http://\(host):\(server.httpPort)/hello")
        return await curlError { () async throws(CurlError) in try await client.perform(request) }
    }
}
