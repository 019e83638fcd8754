import Curl
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

@testable import Outbound

/// The receiver verifies with Python's `hmac`.
struct WebhookNotifierTests {
    static let old = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let new = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="

    private static func notifier(
        _ server: SinkServer, knows: String, signsWith keys: [String]
    ) -> WebhookNotifier {
        WebhookNotifier(
            client: server.client, url: Secret("\(server.url)/webhook/\(knows)"),
            keys: keys.compactMap(SigningKey.init))
    }

    private static func error(_ notifier: WebhookNotifier) async -> OutboundError? {
        await outboundError { () async throws(OutboundError) in
            try await notifier.send(NotifierContract.message())
        }
    }

    /// The example of the Standard Webhooks specification's libraries.
    @Test func `the signature is the specification's`() throws {
        let key = try #require(SigningKey(Self.old))

        let signature = key.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8))

        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `while keys rotate a receiver may know either of them`() async throws {
        let server = try await SinkServer.start()
        for known in [Self.old, Self.new, "\(Self.old),\(Self.new)"] {
            let notifier = Self.notifier(server, knows: known, signsWith: [Self.new, Self.old])
            #expect(try await notifier.send(NotifierContract.message()) == "HTTP 200")
        }
    }

    @Test func `a receiver with another key refuses`() async throws {
        let server = try await SinkServer.start()
        let notifier = Self.notifier(server, knows: Self.new, signsWith: [Self.old])

        #expect(await Self.error(notifier) == OutboundError(.refused, "The sink answered 400"))
        #expect(try await server.received() == ["refused: AssertionError('signature')"])
    }

    @Test(arguments: ["302", "400", "404", "429", "500"])
    func `any other answer than 2xx is a no, and its body is not shown`(status: String)
        async throws
    {
        let server = try await SinkServer.start()
        try await server.answerNext(status)
        let notifier = Self.notifier(server, knows: Self.old, signsWith: [Self.old])

        #expect(
            await Self.error(notifier) == OutboundError(.refused, "The sink answered \(status)"))
    }

    @Test func `an address off the list is not contacted, and the error names no URL`()
        async throws
    {
        let notifier = WebhookNotifier(
            client: CurlClient(policy: try AddressPolicy(parsing: "10.0.0.0/8")),
            url: Secret("http://127.0.0.1:9/token-in-path"),
            keys: [try #require(SigningKey(Self.old))])

        let error = await Self.error(notifier)
        #expect(error?.code == .notAllowed)
        #expect(error?.message.contains("token-in-path") == false)
    }

    @Test(arguments: [
        "", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%",
    ])
    func `a key of another form is none`(text: String) {
        #expect(SigningKey(text) == nil)
    }
}
