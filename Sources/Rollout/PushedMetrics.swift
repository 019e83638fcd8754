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
            for recorded in try await received(since: since) {
                guard case .pushed(let batch) = try PushEvent(recorded) else { continue }
                batches += 1
                window.add(batch)
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

    private func received(since: Timestamp) async throws(EventStoreError) -> [RecordedEvent] {
        let streams = minutes(since: since).map { StreamTail($0) }
        return try await store.load(LoadQuery(streams: streams)).events.joined()
            .filter { $0.recordedAt > since }
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
