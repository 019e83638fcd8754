import Curl
import LedgerCore
import Servers
import Testing

extension FaultTests {
    @Suite struct KeyRevocationTests {
        private static let keys = 20

        @Test func `a revoked key is refused by another process within a second`() async throws {
            try await Scenario.run { scenario in
                let other = try await scenario.startSecondAPI()
                var delays: [Duration] = []
                for round in 0..<Self.keys {
                    let made = try await scenario.caller.order(
                        .post, "/v1/keys", ["name": "n", "roles": .strings(["viewer"])],
                        key: "make-\(round)")
                    let secret = try #require(made.member("secret"))
                    let id = try #require(made.member("id"))
                    try await other.status(200, with: secret)
                    let start = ContinuousClock.now
                    _ = try await scenario.caller.order(
                        .post, "/v1/keys/\(id)/revoke", [:], key: "revoke-\(round)")
                    // The process that did it is there already.
                    #expect(try await scenario.caller.ask(with: secret) == 401)
                    try await other.status(401, with: secret)
                    delays.append(.now - start)
                }
                #expect(
                    delays.sorted()[Self.keys - 2] < .seconds(1), "\(delays.sorted().suffix(5))")
            }
        }
    }
}

extension Caller {
    fileprivate func ask(with key: String) async throws -> Int {
        try await client.perform(
            HTTPRequest(
                .get, "http://127.0.0.1:\(port)/v1/whoami",
                headers: ["Authorization": "Bearer \(key)"], timeout: .seconds(60))
        ).status
    }

    /// Returns once the server answers so; the limit only keeps a test that fails from hanging.
    fileprivate func status(_ status: Int, with key: String) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await ask(with: key) != status {
            try #require(.now < deadline, "it never answered \(status)")
        }
    }
}

extension JSONObject {
    fileprivate func member(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }
}
