import EventLog
import Logging
import Rollout
import ServiceLifecycle

/// Follows the log for those who must be told.
struct NotificationFollowerService: Service, CustomStringConvertible {
    var description: String { "notifications" }

    let follower: NotificationFollower
    let events: any EventStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { await step() }
        }
    }

    private func step() async {
        do {
            if try await follower.advance() == 0 {
                await events.waitForNews(patience: .seconds(1))
            }
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning("The notifications fall behind", metadata: ["error": "\(error)"])
            // Ends early when the process does.
            try? await Task.sleep(for: .seconds(1))
        }
    }
}

/// Sends what is due; a graceful shutdown lets the calls in hand end.
struct NotificationDeskService: Service, CustomStringConvertible {
    var description: String { "notification desk" }

    let desk: NotificationDesk

    func run() async throws {
        await withGracefulShutdownHandler {
            await desk.run()
        } onGracefulShutdown: {
            desk.stop()
        }
    }
}
