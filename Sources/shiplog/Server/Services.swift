import API
import EventLog
import Logging
import Rollout
import ServiceLifecycle
import Views

/// The HTTP server for the life of the process.
struct APIService: Service, CustomStringConvertible {
    var description: String { "api" }

    let server: APIServer
    let onReady: @Sendable (Int) async -> Void

    func run() async throws { try await server.run(onReady: onReady) }
}

/// Carries the views along the log.
struct ProjectorService: Service, CustomStringConvertible {
    var description: String { "views" }

    let projector: Projector
    let events: any EventStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { await step() }
        }
    }

    private func step() async {
        do {
            if try await projector.advance() == 0 {
                await events.waitForNews(patience: .seconds(1))
            }
        } catch {
            logger.warning("The views fall behind", metadata: ["error": "\(error)"])
            try? await Task.sleep(for: .seconds(1))
        }
    }
}

/// One worker; a graceful shutdown lets the steps in hand end.
struct WorkerService: Service, CustomStringConvertible {
    var description: String { "worker" }

    let worker: Worker

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { await worker.run() }
            group.addTask {
                try? await gracefulShutdown()
                await worker.stop()
            }
            await group.next()
            group.cancelAll()
        }
    }
}
