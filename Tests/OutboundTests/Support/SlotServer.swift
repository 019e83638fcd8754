import Curl
import FoundationEssentials
import LedgerCore
import Servers
import Testing

/// Two slots that deploy, answer users and are scraped, each as it was last told.
///
/// Killed when it is let go.
final class SlotServer: Sendable {
    let client: CurlClient
    let stable: Instance
    let canary: Instance
    /// Address of a runtime API that fails by the backend's name; see ``SlotScript``.
    let runtime: String
    let directory: PrivateDirectory
    private let process: ChildProcess

    private init(directory: PrivateDirectory, ports: [Int], process: ChildProcess) throws {
        self.directory = directory
        self.process = process
        client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))
        stable = Instance(
            name: "blue", endpoint: "http://127.0.0.1:\(ports[0])", target: "stable")
        canary = Instance(
            name: "green", endpoint: "http://127.0.0.1:\(ports[1])/", target: "canary")
        runtime = "127.0.0.1:\(ports[2])"
    }

    static func start() async throws -> SlotServer {
        let directory = try PrivateDirectory()
        let process = try await ChildProcess.start(
            Launch(
                "python3", ["-c", SlotScript.text, directory.path], log: directory.path + "/log"))
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            if let ports = ports(in: directory) {
                return try SlotServer(directory: directory, ports: ports, process: process)
            }
            try #require(.now < deadline, "the slots do not start")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the slots have ended")
        }
    }

    /// Tells a slot how to be: `deploy`, `health` or `metrics`.
    func tell(_ slot: Instance, _ setting: String, _ value: String) async throws {
        let request = HTTPRequest(
            .put, try base(slot) + "/" + setting, body: Array(value.utf8))
        let answer = try await client.perform(request)
        try #require(answer.status == 200)
    }

    /// What a slot answers to a user.
    func text(of slot: Instance, at path: String) async throws -> String {
        let answer = try await client.perform(HTTPRequest(.get, try base(slot) + path))
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// Host and port of a slot.
    func address(of slot: Instance) throws -> String { String(try base(slot).dropFirst(7)) }

    /// Lets a moment pass for what nobody tells of.
    ///
    /// - Throws: when the slots have ended.
    func wait() async throws {
        let exit = await process.waitForExit(within: .milliseconds(20))
        try #require(exit == nil, "the slots have ended")
    }

    func stop() async { await process.stop(.kill) }

    private func base(_ slot: Instance) throws -> String {
        let port = try #require(slot.endpoint.split(separator: ":").last)
        return "http://127.0.0.1:\(port.filter(\.isNumber))"
    }

    private static func ports(in directory: PrivateDirectory) -> [Int]? {
        FileManager.default.contents(atPath: directory.path + "/ports").map { bytes in
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .compactMap { Int($0) }
        }
    }
}
