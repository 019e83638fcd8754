import FoundationEssentials
import Servers
import Testing

/// A receiver that takes whatever is posted to it, and answers 200. Killed when it is let go.
struct AcceptingSink {
    private static let script = #"""
        import http.server, os, sys

        class Sink(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with open(sys.argv[1] + "/received", "ab") as file:
                    file.write(body + b"\n")
                self.send_response(200)
                self.end_headers()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
        with open(sys.argv[1] + "/new", "w") as file:
            print(server.server_address[1], end="", file=file)
        os.rename(sys.argv[1] + "/new", sys.argv[1] + "/port")
        server.serve_forever()
        """#

    let url: String
    private let directory: PrivateDirectory
    private let process: ChildProcess

    static func start() async throws -> AcceptingSink {
        let directory = try PrivateDirectory()
        let process = try await ChildProcess.start(
            Launch("python3", ["-c", script, directory.path], log: directory.path + "/log"))
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            if let port = FileManager.default.contents(atPath: directory.path + "/port") {
                let url = "http://127.0.0.1:\(String(decoding: port, as: UTF8.self))"
                return AcceptingSink(url: url, directory: directory, process: process)
            }
            try #require(.now < deadline, "the sink does not start")
            try #require(
                await process.waitForExit(within: .milliseconds(20)) == nil, "the sink has ended")
        }
    }

    /// One line for each message.
    var received: [Substring] {
        let bytes = FileManager.default.contents(atPath: directory.path + "/received") ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}
