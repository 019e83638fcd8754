import Curl
import FoundationEssentials
import Servers

/// A server that answers as its path says (``AnswerScript``): well, never, half or too much.
final class AnswerServer: Sendable {
    /// Base of the HTTP server, without a slash at the end.
    let url: String
    let httpPort: Int
    /// Takes a line, answers and closes; so does the unix socket.
    let rawAddress: String
    let unixAddress: String
    /// Listens, but never completes a connection.
    let fullURL: String
    private let directory: PrivateDirectory
    private let process: ChildProcess

    private init(directory: PrivateDirectory, ports: [Int], process: ChildProcess) {
        self.directory = directory
        self.process = process
        httpPort = ports[0]
        url = "http://127.0.0.1:\(ports[0])"
        rawAddress = "127.0.0.1:\(ports[1])"
        fullURL = "http://127.0.0.1:\(ports[2])"
        unixAddress = "unix:\(directory.path)/raw.sock"
    }

    /// The one of the suite that runs, which has the trait ``AnswerServerTrait``.
    @TaskLocal static var current: AnswerServer?

    static func start() async throws -> AnswerServer {
        let directory = try PrivateDirectory()
        let process = try await ChildProcess.start(
            Launch(
                "python3", ["-c", AnswerScript.text, directory.path], log: directory.path + "/log"))
        let deadline = ContinuousClock.now + .seconds(90)
        while .now < deadline {
            if let ports = ports(in: directory) {
                return AnswerServer(directory: directory, ports: ports, process: process)
            }
            if let status = await process.waitForExit(within: .milliseconds(20)) {
                throw DidNotStart(status: status)
            }
        }
        throw DidNotStart(status: nil)
    }

    private static func ports(in directory: PrivateDirectory) -> [Int]? {
        FileManager.default.contents(atPath: directory.path + "/ports").map { bytes in
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .compactMap { Int($0) }
        }
    }

    /// A client that may talk to this server, unless another policy is given.
    func client(
        allowing policy: String = "127.0.0.0/8", unixSockets: Bool = true,
        limits: CurlLimits = CurlLimits(), name: String = "curl-test"
    ) throws -> CurlClient {
        CurlClient(
            policy: try AddressPolicy(parsing: policy, allowsUnixSockets: unixSockets),
            limits: limits, name: name)
    }

    private struct DidNotStart: Error {
        /// `nil` when it still ran.
        let status: ExitStatus?
    }
}
