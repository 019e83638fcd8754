import ArgumentParser
import Hummingbird
import Logging

/// The peer of the API: the same HTTP server in the same kind of process, without anything behind.
struct BareServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bare-server", abstract: "Answer deployments with a constant.",
        shouldDisplay: false)

    @Option(help: "Port on 127.0.0.1.")
    var port: Int

    func run() async throws {
        let router = Router()
        router.get("/health/ready") { _, _ in HTTPResponse.Status.ok }
        for what in ["deployments", "samples"] {
            router.post(
                "/v1/environments/{environment}/services/{service}/\(what)"
            ) { request, _ in
                _ = try await request.body.collect(upTo: 1 << 20)
                return Response(
                    status: .accepted, headers: [.contentType: "application/json"],
                    body: .init(byteBuffer: ByteBuffer(string: Self.answer)))
            }
        }
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            logger: logger)
        try await application.run()
    }

    /// As long as the API's own.
    private static let answer = """
        {"deployment":"01935d3a-2b4c-7d5e-8f60-718293a4b5c6",\
        "request":"5f0c2a1e-8d3b-8f60-9182-93a4b5c6d7e8","status":"queued","version":"2026.2.0"}
        """
}
