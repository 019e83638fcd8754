import Curl

/// A load balancer by the book chapter's contract, that misbehaves as it is told; ``SwitchScript``.
struct SwitchServer: Sendable {
    enum Mode: String {
        case good
        /// Keeps and shows tokens.
        case fenced
        /// Does not compare the active side with the expected one.
        case careless
        /// Somebody else switches between the question and the switch.
        case somebodySwitches = "somebody-switches"
        /// Says yes and does nothing.
        case lies
        case fails
        /// Switches, and a gateway before it says 504.
        case gatewayFails = "gateway-fails"
        /// Switches, and never answers.
        case switchSilent = "switch-silent"
        case activeFails = "active-fails"
        case activeBabbles = "active-babbles"
        case activeSilent = "active-silent"
    }

    private let server: ScriptedServer

    private init(_ server: ScriptedServer) { self.server = server }

    var client: CurlClient { server.client }
    var url: String { server.url }

    static func start(_ mode: Mode = .good) async throws -> SwitchServer {
        let server = SwitchServer(try await ScriptedServer.start(SwitchScript.text))
        try await server.be(mode)
        return server
    }

    func be(_ mode: Mode) async throws { try await server.put("/mode", mode.rawValue) }

    /// As a person at its console would.
    func activate(_ side: String) async throws { try await server.put("/active", side) }

    /// Each `POST /switch`: target, expected side, token.
    func requests() async throws -> String { try await server.text(at: "/requests") }

    func stop() async { await server.stop() }
}
