import EventLog
import LedgerCore
import Views

/// Why a deployment or a rollback went as it did: its decisions in their order, each with the looks
/// that it cites. Made from the log alone.
struct Explanation: Sendable {
    let events: any EventStore
    let stream: StreamName
    /// The deployment or the rollback.
    let subject: ID

    /// Events read at once; all that is kept are those of the subject.
    private static let page = 1000
    /// Events of a samples stream between the first and the last cited one, at most.
    private static let evidenceLimit = 10_000

    /// - Returns: one object per decision; empty when the stream knows no such subject.
    func decisions() async throws -> [JSONObject] {
        var decisions: [JSONObject] = []
        var state = ServiceState()
        while true {
            let page = try await read(stream, after: state.version, limit: Self.page)
            for recorded in page {
                let event = try ServiceEvent(recorded)
                let before = state.active?.id
                ServiceState.evolve(&state, with: event, EventContext(recorded))
                guard isOurs(event, before, state.active?.id), !event.isNoise else { continue }
                decisions.append(try await decision(event, recorded))
            }
            if page.count < Self.page { return decisions }
        }
    }

    private func isOurs(_ event: ServiceEvent, _ before: ID?, _ after: ID?) -> Bool {
        if let deployment = event.deployment { return deployment == subject }
        switch event {
        // Of what waits, or of all there is to the service.
        case .registered, .changed, .versionUnmarked: return false
        case .rollbackIneffective(let fact): return fact.rollback == subject
        default: return before == subject || after == subject
        }
    }

    private func decision(
        _ event: ServiceEvent, _ recorded: RecordedEvent
    ) async throws -> JSONObject {
        var decision: JSONObject = ["event": .object(recorded.document)]
        guard let evidence = event.evidence, !evidence.verdicts.isEmpty else { return decision }
        for samples in streams(of: event, recorded) {
            let looks = try await looks(evidence, of: samples, until: recorded.recordedAt)
            guard looks.count == evidence.verdicts.count else { continue }
            decision["samples_stream"] = .string(samples.text)
            decision["looks"] = .array(looks.map { .object($0) })
            break
        }
        return decision
    }

    /// Where the cited looks may be; the steady watch may have looked last before midnight.
    private func streams(of event: ServiceEvent, _ recorded: RecordedEvent) -> [StreamName] {
        switch event {
        case .rollbackStarted, .rollbackIneffective: break
        default: return [.samples(of: subject)]
        }
        let days = [recorded.recordedAt, recorded.recordedAt.adding(seconds: -86_400)]
        return days.compactMap { .watch(of: stream, at: $0) }
    }

    private func looks(
        _ evidence: Evidence, of samples: StreamName, until time: Timestamp
    ) async throws -> [JSONObject] {
        guard let first = evidence.verdicts.min(), let last = evidence.verdicts.max() else {
            return []
        }
        // A verdict comes right after its measurements, of which there are two at most.
        let start = max(0, first - 3)
        let found = try await read(
            samples, after: start, limit: min(Int(last - start), Self.evidenceLimit))
        let byVersion = Dictionary(found.map { ($0.version, $0) }, uniquingKeysWith: { $1 })
        return try evidence.verdicts.compactMap { version in
            guard let recorded = byVersion[version], recorded.recordedAt <= time,
                case .judged(let judged) = try SampleEvent(recorded)
            else { return nil }
            var look = recorded.document
            look["samples"] = .array(
                judged.samples.compactMap { byVersion[$0] }.map { .object($0.document) })
            return look
        }
    }

    private func read(
        _ stream: StreamName, after version: Int64, limit: Int
    ) async throws -> [RecordedEvent] {
        let query = LoadQuery(streams: [StreamTail(stream, after: version, limit: limit)])
        return try await events.load(query).events[0]
    }
}

extension ServiceEvent {
    /// How a decision was carried out, in more detail than a reason needs.
    fileprivate var isNoise: Bool {
        switch self {
        case .deployAcknowledged, .shiftAcknowledged, .attemptStarted: true
        default: false
        }
    }

    /// What it rests on, if it rests on measurements.
    fileprivate var evidence: Evidence? {
        switch self {
        case .stagePassed(let fact): fact.evidence
        case .abortDecided(let fact): fact.evidence
        case .rollbackStarted(let fact): fact.evidence
        case .rollbackIneffective(let fact): fact.evidence
        default: nil
        }
    }
}
