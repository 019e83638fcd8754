import Curl
import FoundationEssentials
import Outbound
import Servers
import Testing

/// A load balancer by the book chapter's contract, that misbehaves as it is told; ``SwitchScript``.
///
/// Killed when it is let go.
final class SwitchServer: Sendable {
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

    let client: CurlClient
    let url: String
    private let directory: PrivateDirectory
    private let process: ChildProcess

    private init(directory: PrivateDirectory, port: Int, process: ChildProcess) throws {
        self.directory = directory
        self.process = process
        url = "http://127.0.0.1:\(port)"
        client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))
    }

    static func start(_ mode: Mode = .good) async throws -> SwitchServer {
        let directory = try PrivateDirectory()
        let process = try await ChildProcess.start(
            Launch(
                "python3", ["-c", SwitchScript.text, directory.path], log: directory.path + "/log"))
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            if let bytes = FileManager.default.contents(atPath: directory.path + "/port"),
                let port = Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
            {
                let server = try SwitchServer(directory: directory, port: port, process: process)
                try await server.put("/mode", mode.rawValue)
                return server
            }
            try #require(.now < deadline, "the switch does not start")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the switch has ended")
        }
    }

    func be(_ mode: Mode) async throws { try await put("/mode", mode.rawValue) }

    /// As a person at its console would.
    func activate(_ side: String) async throws { try await put("/active", side) }

    /// Each `POST /switch`: target, expected side, token.
    func requests() async throws -> String {
        let answer = try await client.perform(HTTPRequest(.get, url + "/requests"))
        return String(decoding: answer.body, as: UTF8.self)
    }

    func stop() async { await process.stop(.kill) }

    private func put(_ path: String, _ value: String) async throws {
        let request = HTTPRequest(.put, url + path, body: Array(value.utf8))
        try #require(try await client.perform(request).status == 200)
    }
}
