import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until a signal: the first SIGTERM or SIGINT ends them gracefully, a second at once.
enum ServerProcess {
    static func run(_ services: [any Service], logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = max(.warning, logger.logLevel)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services, logger: quiet))
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                var isStopping = false
                for await signal in signals {
                    if isStopping { exit(signal == .sigint ? 130 : 143) }
                    isStopping = true
                    logger.notice("Stopping; a second signal stops at once")
                    await group.triggerGracefulShutdown()
                }
            }
            try await tasks.next()
            tasks.cancelAll()
        }
    }
}
