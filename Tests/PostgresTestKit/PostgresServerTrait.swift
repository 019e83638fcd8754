package import Servers
package import Testing

/// Gives a suite a Postgres of its own, which ends with it.
package struct PostgresServerTrait: SuiteTrait, TestScoping {
    let settings: [String: String]

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let directory = try PrivateDirectory()
        defer { directory.remove() }
        let server = try await PostgresServer.start(in: directory.path, settings: settings)
        let result: Result<Void, any Error>
        do {
            result = .success(try await Self.$current.withValue(server) { try await function() })
        } catch {
            result = .failure(error)
        }
        await server.stop(immediately: true)
        try result.get()
    }

    @TaskLocal private static var current: PostgresServer?

    /// The server of the suite around the running test.
    package static var server: PostgresServer {
        get throws { try #require(current, "the suite has no postgres trait") }
    }
}

extension Trait where Self == PostgresServerTrait {
    /// - Parameter settings: as in `postgresql.conf`.
    package static func postgres(_ settings: [String: String] = [:]) -> Self {
        PostgresServerTrait(settings: ["max_connections": "200"].merging(settings) { $1 })
    }
}
