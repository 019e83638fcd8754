import FoundationEssentials
import Testing

@testable import Servers

struct PrometheusServerTests {
    private let directory: PrivateDirectory

    init() throws { directory = try PrivateDirectory() }

    @Test func `Prometheus starts, answers, and leaves no process and no directory`() async throws {
        let port = try FreePort.next()
        let targets = [
            PrometheusServer.Target(address: "127.0.0.1:9", labels: ["service": "agent \"a\""])
        ]
        let server = try await PrometheusServer.start(
            in: directory.path, targets: targets, port: port)
        #expect(server.url == "http://127.0.0.1:\(port)")
        let answer = await Probe.shared.ask(
            .port(port), "GET /api/v1/status/config HTTP/1.0\r\n\r\n")
        #expect(answer?.contains(#"service: agent \"a\"\n"#) == true)
        #expect(answer?.contains(#"scrape_interval: 1s\n"#) == true)

        await server.stop()
        directory.remove()

        #expect(!server.isRunning)
        #expect(!Processes.exists(server.pid))
        #expect(!FileManager.default.fileExists(atPath: directory.path))
    }

    @Test func `a port that is taken is named in the error`() async throws {
        let taken = try TakenPort()

        let error = await #expect(throws: ServerError.self) {
            _ = try await PrometheusServer.start(
                in: directory.path, targets: [], port: taken.port)
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("127.0.0.1:\(taken.port)") == true)
    }
}
