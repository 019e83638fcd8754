import API
import ServiceLifecycle

/// The HTTP server for the life of the process.
struct APIService: Service, CustomStringConvertible {
    var description: String { "api" }

    let server: APIServer
    let onReady: @Sendable (Int) async -> Void

    func run() async throws { try await server.run(onReady: onReady) }
}
