import EventLog
import LedgerCore
import Logging
import ServiceLifecycle
import Synchronization
import Views

/// What a search finds now and from now on, as server-sent events, in the order of the log.
///
/// It reads a page, writes it in pieces, and reads the next one when that was taken: what it holds is
/// bounded by a page.
actor EventStream: BodyStream {
    private let dependencies: APIDependencies
    private let plan: [EventQuery]
    private let since: Timestamp?
    private let mayGoOn: @Sendable () -> Bool
    private let slot: StreamSlot
    /// Ends with the end of this deployment.
    private let deployment: ID?
    private let isStopped = Mutex(false)
    /// Everything up to here was written, or does not match.
    private var seen: Int64
    /// The log's end as it was last looked at: reads of several streams stop there, so that none
    /// passes over what another has not read.
    private var horizon: Int64
    /// Of the page, what was not written.
    private var rest: ArraySlice<RecordedEvent> = []
    private var hasBegun = false
    private var isOver = false
    private var wroteAt = ContinuousClock.now

    /// A piece ends with the event that reaches so many bytes: patience with the reader is for each.
    private static let pieceBytes = 64 * 1024
    /// Between two looks: the poll of the log, and how soon a key's end is seen.
    private static let patience = Duration.seconds(1)

    /// - Parameters:
    ///   - plan: searches with the oldest first.
    ///   - mayGoOn: asked before each look at the log; the stream ends with the first no.
    init(
        _ dependencies: APIDependencies, _ plan: [EventQuery], after seen: Int64,
        since: Timestamp?, until deployment: ID?, slot: StreamSlot,
        mayGoOn: @escaping @Sendable () -> Bool
    ) {
        (self.dependencies, self.plan, self.seen, self.horizon) = (dependencies, plan, seen, seen)
        (self.since, self.deployment, self.slot) = (since, deployment, slot)
        self.mayGoOn = mayGoOn
    }

    nonisolated func stop() { isStopped.withLock { $0 = true } }

    func next() async -> [UInt8]? {
        let piece = await piece()
        wroteAt = .now
        return piece
    }

    private func piece() async -> [UInt8]? {
        guard hasBegun else {
            hasBegun = true
            return Array("retry: 2000\n\n".utf8)
        }
        while !isOver, !isEnding, mayGoOn() {
            do {
                if let text = try await look() { return text }
            } catch {
                dependencies.logger.warning(
                    "A stream waits for the log", metadata: ["error": "\(error)"])
                await pause { _ in try? await Task.sleep(for: Self.patience) }
            }
            if ContinuousClock.now - wroteAt >= dependencies.pace.heartbeat {
                return Array(": heartbeat\n\n".utf8)
            }
        }
        return nil
    }

    private var isEnding: Bool {
        Task.isCancelled || Task.isShuttingDownGracefully || isStopped.withLock { $0 }
    }

    /// Reads a page, or waits when there is none.
    private func look() async throws -> [UInt8]? {
        if let text = piece(of: &rest) { return text }
        if seen == horizon {
            let hasEnded = await hasDeploymentEnded()
            horizon = try await dependencies.events.end(after: seen)
            guard seen < horizon else {
                isOver = hasEnded
                let wait = min(Self.patience, dependencies.pace.heartbeat)
                if !isOver { await pause { await $0.waitForNews(patience: wait) } }
                return nil
            }
        }
        let page = try await EventSearcher(dependencies: dependencies)
            .page(plan, after: seen, through: horizon)
        seen = page.seen ?? horizon
        rest = page.events.filter(isInTime)[...]
        return piece(of: &rest)
    }

    private func piece(of events: inout ArraySlice<RecordedEvent>) -> [UInt8]? {
        var text: [UInt8] = []
        while !isOver, text.count < Self.pieceBytes, let event = events.popFirst() {
            text += Array("id: \(event.position)\nevent: \(event.type)\ndata: ".utf8)
            text += event.document.bytes + Array("\n\n".utf8)
            isOver = deployment != nil && event.endedDeployment == deployment
        }
        return text.isEmpty ? nil : text
    }

    /// The plan knows only what was recorded before `since` when it was made.
    private func isInTime(_ event: RecordedEvent) -> Bool {
        since.map { $0 <= event.recordedAt } ?? true
    }

    private func hasDeploymentEnded() async -> Bool {
        guard let deployment else { return false }
        return await dependencies.hasEnded(deployment)
    }

    /// Ends early when the server shuts down.
    private func pause(_ wait: @escaping @Sendable (any EventStore) async -> Void) async {
        let events = dependencies.events
        await cancelWhenGracefulShutdown { await wait(events) }
    }
}

extension APIDependencies {
    /// By the views, which the event of the end precedes; `false` while they cannot be asked.
    func hasEnded(_ deployment: ID) async -> Bool {
        let row = try? await views.row(DeploymentsView.name, key: "\(deployment)")
        return row?.data["ended_at"] != nil
    }
}

extension RecordedEvent {
    /// The deployment that the event ends.
    var endedDeployment: ID? {
        switch ServiceEvent.Name(rawValue: type) {
        case .deploymentCompleted?, .deploymentAborted?, .deploymentWithdrawn?,
            .deploymentRejected?:
            (try? ServiceEvent(self))?.deployment
        default: nil
        }
    }
}
