package import EventLog
package import LedgerCore

/// What a service has pushed, as the log has it: what was received since the window began.
package struct PushedMetrics: MetricsProvider {
    private let store: any EventStore
    private let service: StreamName
    private let now: Timestamp
    private let notBefore: Timestamp

    /// - Parameters:
    ///   - service: its own stream.
    ///   - now: windows are counted back from here; what is received later counts too.
    ///   - notBefore: samples whose windows began earlier do not count.
    package init(
        store: any EventStore, service: StreamName, now: Timestamp, notBefore: Timestamp
    ) {
        self.store = store
        self.service = service
        self.now = now
        self.notBefore = notBefore
    }

    package func measure(version: String, windowSeconds: Int) async -> Measurement {
        let since = now.adding(seconds: -windowSeconds)
        var window = PushedWindow(version: version, notBefore: notBefore)
        var batches = 0
        var answer: Measurement.Answer
        do {
            for stream in minutes(since: since) {
                try await read(stream) { recorded in
                    guard recorded.recordedAt > since,
                        case .pushed(let batch) = try PushEvent(recorded)
                    else { return }
                    batches += 1
                    window.add(batch)
                }
            }
            answer = window.answer
        } catch {
            answer = .error(OutboundError.safe("The ledger: \(error)"))
        }
        return Measurement(
            answer: answer, provider: "pushed",
            query: """
                samples of version \(version) received in \(windowSeconds) s since \(since), of windows \
                that began at \(notBefore) or later: \(window.counted) in \(batches) batches
                """)
    }

    /// Batches in memory at a time, each of up to a hundred windows.
    private static let pageSize = 50

    private func read(
        _ stream: StreamName, _ take: (RecordedEvent) throws -> Void
    ) async throws {
        var after: Int64 = 0
        while true {
            let tail = StreamTail(stream, after: after, limit: Self.pageSize)
            let page = try await store.load(LoadQuery(streams: [tail])).events[0]
            for recorded in page { try take(recorded) }
            guard page.count == Self.pageSize, let last = page.last else { return }
            after = last.version
        }
    }

    /// The streams that may hold it. A batch is put into the minute in which its request was
    /// decided on, and is recorded a little later, as a look is taken a little after it was due.
    private func minutes(since: Timestamp) -> [StreamName] {
        let seconds = now.seconds(since: since) + 2 * Self.slackSeconds
        return stride(from: 0, through: seconds, by: 60).compactMap { offset in
            .pushed(by: service, at: since.adding(seconds: offset - Self.slackSeconds))
        }
    }

    private static let slackSeconds = 60
}
