import Hummingbird
import Logging

/// The HTTP server over the operations; runs as a service until it is shut down gracefully.
package struct APIServer: Sendable {
    package struct Address: Sendable, Equatable {
        package let host: String
        /// 0 takes a free one, which `onReady` is told.
        package let port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// Nobody outside of this machine can reach it.
        package var isLoopback: Bool {
            LoopbackHost.isLoopback(host: host)
        }
    }

    private let adapter: HTTPAdapter
    private let address: Address

    /// Requests a second that one key may make of one process.
    package static let usualKeyRate = 200

    /// - Parameter keyRate: requests a second of one key; 0 is without a limit.
    package init(
        _ dependencies: APIDependencies, authentication: Authentication, address: Address,
        keyRate: Int = APIServer.usualKeyRate
    ) {
        self.address = address
        self.adapter = HTTPAdapter(
            dependencies: dependencies, authentication: authentication,
            rates: KeyRates(perSecond: keyRate),
            operations: OperationCatalog.all(dependencies))
    }

    /// Serves until the task is cancelled or the surrounding service group shuts down.
    ///
    /// - Parameter onReady: called once, with the port that it listens on.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        var quiet = adapter.dependencies.logger
        quiet.logLevel = max(.warning, quiet.logLevel)
        let application = Application(
            router: adapter.router(),
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: "shiplog"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: quiet)
        let follower = FlagFeed(
            dependencies: adapter.dependencies, asksForKeys: adapter.authentication.asksForKeys)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await application.run() }
            tasks.addTask { await follower.run() }
            try await tasks.next()
            tasks.cancelAll()
        }
    }
}
