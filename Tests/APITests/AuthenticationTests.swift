import API
import Curl
import LedgerCore
import Testing

@Suite struct AuthenticationTests {
    @Test func `with a token set, only its bearer is served, and probes stay open`() async throws {
        let token = try #require(SecretToken("0123456789abcdef"))
        try await APIFixture.run(.staticToken(token)) { api in
            let none = try await api.send(.get, "/v1/events")
            #expect(none.status == 401)
            #expect(none.headers["www-authenticate"] == "Bearer")
            let wrong = try await api.send(
                .get, "/v1/events", headers: ["Authorization": "Bearer 0123456789abcdeF"])
            #expect(wrong.status == 401)
            let right = try await api.send(
                .get, "/v1/events", headers: ["Authorization": "bearer 0123456789abcdef"])
            #expect(right.status == 200)
            #expect(try await api.send(.get, "/health/live").status == 200)
        }
    }

    @Test(arguments: [
        ("localhost:8000", 200), ("127.0.0.1", 200), ("[::1]:80", 200), ("evil.example", 403),
        ("127.0.0.1.evil.example", 403), ("localhost.evil.example:80", 403),
    ])
    func `without a token a name of somebody else's is refused`(host: String, status: Int)
        async throws
    {
        try await APIFixture.run { api in
            let answer = try await api.send(.get, "/v1/events", headers: ["Host": host])
            #expect(answer.status == status)
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("::1", true), ("localhost", true), ("127.example.org", false),
        ("0.0.0.0", false), ("10.0.0.1", false),
    ])
    func `only this machine's own addresses are loopback`(host: String, isLoopback: Bool) {
        #expect(APIServer.Address(host: host, port: 0).isLoopback == isLoopback)
    }

    @Test func `a token is never printed and never short`() {
        #expect(SecretToken("short") == nil)
        let token = SecretToken("0123456789abcdef")
        #expect(!"\(String(describing: token)) \(String(reflecting: token))".contains("0123"))
    }

    @Test func `who asked is in the log by proof, what they call themselves beside it`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(.get, "/v1/events")
            #expect(answer.objects("events").first?["actor"] == "local:administrator")
        }
    }
}
