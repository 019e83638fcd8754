import Curl
import FoundationEssentials
import Servers
import Testing

/// A program in Python that takes the directory to work in as its argument, and writes its port into
/// the file `port` there once it listens.
///
/// Killed when it is let go.
final class ScriptedServer: Sendable {
    let client: CurlClient
    /// On 127.0.0.1, without a slash at the end.
    let url: String
    private let directory: PrivateDirectory
    private let process: ChildProcess

    private init(directory: PrivateDirectory, port: Int, process: ChildProcess) throws {
        self.directory = directory
        self.process = process
        url = "http://127.0.0.1:\(port)"
        client = CurlClient(policy: try AddressPolicy(parsing: "127.0.0.0/8"))
    }

    static func start(_ script: String) async throws -> ScriptedServer {
        let directory = try PrivateDirectory()
        let process = try await ChildProcess.start(
            Launch("python3", ["-c", script, directory.path], log: directory.path + "/log"))
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            if let bytes = FileManager.default.contents(atPath: directory.path + "/port"),
                let port = Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
            {
                return try ScriptedServer(directory: directory, port: port, process: process)
            }
            try #require(.now < deadline, "the server does not start")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the server has ended")
        }
    }

    func text(at path: String) async throws -> String {
        let answer = try await client.perform(HTTPRequest(.get, url + path))
        return String(decoding: answer.body, as: UTF8.self)
    }

    func put(_ path: String, _ value: String) async throws {
        let request = HTTPRequest(.put, url + path, body: Array(value.utf8))
        try #require(try await client.perform(request).status == 200)
    }

    func stop() async { await process.stop(.kill) }
}
