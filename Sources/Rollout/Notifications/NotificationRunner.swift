package import EventLog
package import LedgerCore
package import Logging

/// Sends one notification as far as it goes now: load, record the attempt, call the sink, record
/// what came of it.
///
/// Any number may run at once, here and in other processes: only the one whose attempt is recorded
/// calls the sink.
package struct NotificationRunner: Sendable {
    private let store: any EventStore
    private let appender: NotificationAppender
    private let notifiers: [String: any Notifier]
    private let worker: String
    private let logger: Logger

    /// - Parameter notifiers: by the name of their sink.
    package init(
        store: any EventStore, notifiers: [String: any Notifier], worker: String,
        ids: IDSource = .system, logger: Logger
    ) {
        self.store = store
        self.notifiers = notifiers
        self.worker = worker
        self.logger = logger
        appender = NotificationAppender(store: store, ids: ids, actor: "worker:\(worker)")
    }

    private struct View {
        var state: NotificationState
        let now: Timestamp
    }

    /// Throws when the log cannot be read or written; the due row drives it again.
    package func run(_ stream: StreamName) async throws {
        let view = try await load(stream)
        switch view.state.step(at: view.now) {
        case .attempt(let number): try await attempt(number, stream, view)
        case .wait(let until): try await rest(stream, view, .set(until, isUrgent: false))
        case .giveUp: try await giveUp(stream, view)
        case .over: try await rest(stream, view, .clear)
        }
    }

    private func load(_ stream: StreamName) async throws -> View {
        let loaded = try await store.load(LoadQuery(streams: [StreamTail(stream)]))
        return View(state: try NotificationState(loaded.events[0]), now: loaded.now)
    }

    /// A wake-up that finds nothing to do writes the true due time.
    private func rest(_ stream: StreamName, _ view: View, _ due: DueChange) async throws {
        try await appender.append(
            .init(stream: stream, version: view.state.version, due: due), at: view.now)
    }

    private func attempt(_ number: Int, _ stream: StreamName, _ view: View) async throws {
        guard let decided = view.state.decided else { return }
        let started = NotificationEvent.attemptStarted(.init(number: number, worker: worker))
        let since = ContinuousClock.now
        let takeover = view.now.adding(seconds: DeliveryPlan.takeoverSeconds)
        let receipt = try await appender.append(
            .init(
                stream: stream, version: view.state.version, events: [started],
                due: .set(takeover, isUrgent: false)), at: view.now)
        // Somebody else was faster, and acts.
        guard let receipt else { return }
        // A process that was stopped since must not take itself for quick: the attempt is left to
        // whoever takes over.
        guard since.duration(to: .now) < .seconds(DeliveryPlan.mostDelaySeconds) else { return }
        let outcome = await send(Self.message(stream, view.state, decided, receipt.recordedAt))
        try await record(outcome, of: number, stream)
    }

    private static func message(
        _ stream: StreamName, _ state: NotificationState, _ decided: NotificationEvent.Decided,
        _ sentAt: Timestamp
    ) -> NotificationMessage {
        NotificationMessage(
            id: stream.notificationID ?? decided.source.id, sink: decided.sink,
            source: decided.source, notice: decided.notice, count: state.joinedCount + 1,
            lastText: state.lastJoined?.text, sentAt: sentAt)
    }

    private func send(_ message: NotificationMessage) async -> Result<String, OutboundError> {
        guard let notifier = notifiers[message.sink] else {
            return .failure(
                OutboundError(.refused, "This worker's settings have no sink of this name"))
        }
        do throws(OutboundError) {
            return .success(try await notifier.send(message))
        } catch {
            return .failure(error)
        }
    }
}

extension NotificationRunner {
    /// Only what took over may have moved the stream meanwhile. Then a success is recorded all the
    /// same, as the message is there; a failure says nothing any more.
    private func record(
        _ outcome: Result<String, OutboundError>, of attempt: Int, _ stream: StreamName
    ) async throws {
        while true {
            let view = try await load(stream)
            guard view.state.end == nil else { return }
            let facts: NotificationAppender.Facts
            switch outcome {
            case .success(let answer):
                facts = .init(
                    stream: stream, version: view.state.version,
                    events: [.delivered(.init(attempt: attempt, answer: answer))], due: .clear)
            case .failure(let error):
                guard view.state.attempts == attempt else { return }
                facts = failure(error, of: attempt, stream, view)
            }
            if try await appender.append(facts, at: view.now) != nil { break }
        }
        tell(outcome, attempt, stream)
    }

    private func failure(
        _ error: OutboundError, of attempt: Int, _ stream: StreamName, _ view: View
    ) -> NotificationAppender.Facts {
        let retryAt = DeliveryPlan.retry(after: attempt, failedAt: view.now)
        let failed = NotificationEvent.failed(
            .init(
                attempt: attempt, code: error.code.rawValue, detail: error.message,
                retryAt: retryAt))
        guard let retryAt else {
            return .init(
                stream: stream, version: view.state.version,
                events: [failed, .deadLettered(.init(attempts: attempt))], due: .clear)
        }
        return .init(
            stream: stream, version: view.state.version, events: [failed],
            due: .set(retryAt, isUrgent: false))
    }

    /// The last attempt's worker is gone without a word.
    private func giveUp(_ stream: StreamName, _ view: View) async throws {
        let dead = NotificationEvent.deadLettered(.init(attempts: view.state.attempts))
        try await appender.append(
            .init(stream: stream, version: view.state.version, events: [dead], due: .clear),
            at: view.now)
    }

    private func tell(
        _ outcome: Result<String, OutboundError>, _ attempt: Int, _ stream: StreamName
    ) {
        let place: Logger.Metadata = [
            LogKey.notification: "\(stream)", LogKey.attempt: "\(attempt)",
        ]
        switch outcome {
        case .success: logger.debug("A notification was delivered", metadata: place)
        case .failure(let error):
            var metadata = place
            metadata[LogKey.error] = "\(error)"
            let isLast = attempt >= DeliveryPlan.mostAttempts
            logger.log(
                level: isLast ? .error : .warning,
                isLast ? "A notification is given up" : "A notification was not delivered",
                metadata: metadata)
        }
    }
}
