import EventLog
import Logging
import ServiceLifecycle
import Views

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
