import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LedgerCore
import Servers
import Testing

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct SampleAgentRoutesTests {
    private func application(
        _ behaviour: AgentBehaviour = AgentBehaviour(errorRate: 0, latencyMilliseconds: 0),
        startUp: Duration = .zero
    ) -> some ApplicationProtocol {
        var settings = SampleAgent.Settings(version: "v1")
        settings.standard = behaviour
        settings.behaviours["bad"] = AgentBehaviour(errorRate: 1, latencyMilliseconds: 0)
        settings.startUp = startUp
        return Application(router: SampleAgentRoutes(agent: SampleAgent(settings)).router())
    }

    @Test func `it answers with its version, and fails as its version does`() async throws {
        let name = try #require(HTTPField.Name("X-Version"))
        try await application().test(.router) { client in
            try await client.execute(uri: "/", method: .get) { response in
                #expect(response.status == .ok)
                #expect(String(buffer: response.body) == #"{"version":"v1"}"#)
                #expect(response.headers[name] == "v1")
            }
            try await deploy("bad", client)
            try await client.execute(uri: "/", method: .get) { response in
                #expect(response.status == .internalServerError)
                #expect(response.headers[name] == "bad")
            }
        }
    }

    @Test func `its health tells the version, and 503 while it starts`() async throws {
        try await application(startUp: .seconds(3600)).test(.router) { client in
            try await client.execute(uri: "/health", method: .get) { response in
                #expect(response.status == .ok)
                #expect(String(buffer: response.body) == #"{"status":"healthy","version":"v1"}"#)
            }
            try await deploy("v2", client)
            try await client.execute(uri: "/health", method: .get) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(String(buffer: response.body) == #"{"status":"starting","version":"v2"}"#)
            }
        }
    }

    @Test(arguments: ["", "[]", "{}", #"{"version":"has space"}"#, #"{"version":7}"#])
    func `a deployment without a version is refused`(body: String) async throws {
        try await application().test(.router) { client in
            try await client.execute(
                uri: "/deploy", method: .post, body: ByteBuffer(string: body)
            ) { response in
                #expect([400, 422].contains(response.status.code))
            }
            try await client.execute(uri: "/health", method: .get) { response in
                #expect(String(buffer: response.body).contains("v1"))
            }
        }
    }

    @Test func `a deployment of yesterday is answered by stale_token`() async throws {
        try await application().test(.router) { client in
            let token = try #require(HTTPField.Name("X-Fencing-Token"))
            for (version, number, status) in [("v2", "9", 202), ("v3", "8", 409)] {
                try await client.execute(
                    uri: "/deploy", method: .post, headers: [token: number],
                    body: ByteBuffer(string: #"{"version":"\#(version)"}"#)
                ) { response in
                    #expect(response.status.code == status)
                }
            }
        }
    }

    @Test func `its metrics are what Prometheus takes, by version`() async throws {
        try await application().test(.router) { client in
            for version in ["v1", "bad"] {
                try await deploy(version, client)
                for _ in 0..<3 {
                    _ = try await client.execute(uri: "/", method: .get) { $0.status }
                }
            }
            let text = try await client.execute(uri: "/metrics", method: .get) { response in
                String(buffer: response.body)
            }
            let lines = text.split(separator: "\n")
            let name = #"http_requests_total{service="agent-api",version="#
            #expect(lines.contains("\(name)\"v1\",code=\"200\"} 3"))
            #expect(lines.contains("\(name)\"v1\",code=\"500\"} 0"))
            #expect(lines.contains("\(name)\"bad\",code=\"500\"} 3"))
            try await Self.checkByPromtool(text)
        }
    }

    /// - Throws: with its words when promtool finds fault.
    private static func checkByPromtool(_ metrics: String) async throws {
        let directory = try PrivateDirectory()
        let file = directory.path + "/metrics"
        try #require(FileManager.default.createFile(atPath: file, contents: Data(metrics.utf8)))
        try await ChildProcess.run(
            Launch(
                "sh", ["-c", "promtool check metrics < \"$0\"", file],
                log: directory.path + "/log"))
    }

    private func deploy(_ version: String, _ client: some TestClientProtocol) async throws {
        try await client.execute(
            uri: "/deploy", method: .post, body: ByteBuffer(string: #"{"version":"\#(version)"}"#)
        ) { response in
            #expect(response.status == .accepted)
        }
    }
}
