package import LedgerCore
package import Logging
import Synchronization

/// Sends notifications beside the sagas, so that a sink that hangs never keeps one of them waiting.
///
/// What is offered while its lanes are full is left to the due row, which comes again.
package final class NotificationDesk: Sendable {
    private struct Lane {
        let streams: AsyncStream<StreamName>
        let continuation: AsyncStream<StreamName>.Continuation
    }

    private let lanes: [Lane]
    private let runner: NotificationRunner
    private let logger: Logger
    private let isStopping = Mutex(false)

    /// Notifications sent at the same time; one of them stays in its lane, after those before it.
    package static let laneCount = 8
    /// Most that wait in one lane.
    package static let laneLimit = 16

    package init(runner: NotificationRunner, logger: Logger) {
        self.runner = runner
        self.logger = logger
        lanes = (0..<Self.laneCount).map { _ in
            let (streams, continuation) = AsyncStream.makeStream(
                of: StreamName.self, bufferingPolicy: .bufferingOldest(Self.laneLimit))
            return Lane(streams: streams, continuation: continuation)
        }
    }

    /// Never waits.
    package func offer(_ stream: StreamName) {
        let number = stream.text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        lanes[number % lanes.count].continuation.yield(stream)
    }

    /// Sends until ``stop()``.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for lane in lanes {
                group.addTask {
                    for await stream in lane.streams { await self.handle(stream) }
                }
            }
        }
    }

    /// Lets the calls in hand end; what has not begun is left to the due rows.
    package func stop() {
        isStopping.withLock { $0 = true }
        for lane in lanes { lane.continuation.finish() }
    }

    private func handle(_ stream: StreamName) async {
        guard !isStopping.withLock({ $0 }) else { return }
        do { try await runner.run(stream) } catch {
            logger.warning(
                "A notification was interrupted; its due row drives it again",
                metadata: [LogKey.notification: "\(stream)", LogKey.error: "\(error)"])
        }
    }
}
