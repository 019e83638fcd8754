import Curl
import FoundationEssentials
import Servers
import Testing

/// A receiver of webhooks and of Slack's messages that checks what it is sent; see ``SinkScript``.
///
/// Killed when it is let go.
final class SinkServer: Sendable {
    let client: CurlClient
    /// Without a slash at the end.
    let url: String
    private let directory: PrivateDirectory
    private let process: ChildProcess

    private init(directory: PrivateDirectory, port: Int, process: ChildProcess) throws {
        self.directory = directory
        self.process = process
        url = "http://127.0.0.1:\(port)"
        client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))
    }

    static func start() async throws -> SinkServer {
        let directory = try PrivateDirectory()
        let process = try await ChildProcess.start(
            Launch(
                "python3", ["-c", SinkScript.text, directory.path], log: directory.path + "/log"))
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            if let bytes = FileManager.default.contents(atPath: directory.path + "/port"),
                let port = Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
            {
                return try SinkServer(directory: directory, port: port, process: process)
            }
            try #require(.now < deadline, "the sink does not start")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the sink has ended")
        }
    }

    /// What was taken, and what was refused with the reason, oldest first.
    func received() async throws -> [String] {
        let answer = try await client.perform(HTTPRequest(.get, url + "/received"))
        return try JSONDecoder().decode([String].self, from: Data(answer.body))
    }

    /// The next message is answered like this, such as `503`, or never: `silent`.
    func answerNext(_ answer: String) async throws {
        let request = HTTPRequest(.put, url + "/next", body: Array(answer.utf8))
        try #require(try await client.perform(request).status == 200)
    }

    func stop() async { await process.stop(.kill) }
}
