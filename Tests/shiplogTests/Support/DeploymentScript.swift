import EventLog
import LedgerCore
import Testing

/// Plays the worker: records what one would, at times that are the same in every run.
struct DeploymentScript: Sendable {
    let ledger: Ledger
    let deployment: ID
    let version: String
    private let stream = StreamName.service("agent-api", in: "production")
    private let stable = Placement(version: "v1", slot: "a")
    private var target: Placement { Placement(version: version, slot: "b") }

    init(_ ledger: Ledger, deployment: ID, version: String = "v2") {
        self.ledger = ledger
        self.deployment = deployment
        self.version = version
    }

    /// The slot runs the version, and the first stage's share is observed.
    func begin(percent: Int) async throws {
        try await record(
            .deploymentStarted(.init(deployment: deployment, slot: "b", stable: stable)))
        let intent = try await record(.deployDecided(.init(target: target)))
        try await record(.deployAcknowledged(.init(attempt: intent)))
        ledger.clock.advance(seconds: 5)
        try await record(.deployed(.init(target: target, healthyChecks: 2)))
        try await shift(to: percent, .stage, stage: 0)
    }

    /// A look at the first stage.
    func look(_ kind: Verdict.Kind, errorRate: Double) async throws {
        ledger.clock.advance(seconds: 30)
        let judged = SampleEvent.Judged(
            deployment: deployment, stage: 0, judge: "guarded-ratio/1",
            verdict: Verdict(
                kind, checks: [Check("max_error_rate", kind, value: errorRate, limit: 0.01)]),
            samples: [])
        try await append(
            SampleEvent.judged(judged).recordable(id: nextID()), to: .samples(of: deployment))
    }

    /// A look at the first stage with its measurements, found good.
    func look(errors: Int, of requests: Int, baseline: Int) async throws {
        ledger.clock.advance(seconds: 30)
        let sides = [
            (SampleEvent.Role.canary, version, requests, errors), (.baseline, "v1", baseline, 0),
        ]
        var versions: [Int64] = []
        let samples = StreamName.samples(of: deployment)
        for (role, version, requests, errors) in sides {
            let measurement = Measurement(
                answer: .value(.init(requests: requests, errors: errors)), provider: "test",
                query: "")
            let recorded = SampleEvent.recorded(
                .init(
                    deployment: deployment, stage: 0, role: role, version: version,
                    windowSeconds: 30, measurement: measurement))
            try await append(recorded.recordable(id: nextID()), to: samples)
            versions.append(try await ledger.events.lastVersion(of: samples))
        }
        let judged = SampleEvent.Judged(
            deployment: deployment, stage: 0, judge: "sequential/1",
            verdict: Verdict(.ok, checks: []), samples: versions)
        try await append(SampleEvent.judged(judged).recordable(id: nextID()), to: samples)
    }

    /// The first stage passes, the last is observed, and it is over.
    func complete() async throws {
        ledger.clock.advance(seconds: 10)
        try await record(.stagePassed(.init(deployment: deployment, stage: 0, evidence: evidence)))
        try await shift(to: 100, .stage, stage: 1)
        try await record(.stagePassed(.init(deployment: deployment, stage: 1, evidence: evidence)))
        try await record(
            .deploymentCompleted(.init(deployment: deployment, settles: Settlements([:]))))
    }

    /// The rules take it back.
    func fail() async throws {
        try await record(
            .abortDecided(
                .init(
                    deployment: deployment, cause: .failed, marksBad: true, evidence: evidence)))
        try await takeBack()
    }

    /// What an abort leads to.
    func takeBack() async throws {
        try await shift(to: 0, .abort, stage: nil)
        try await record(
            .deploymentAborted(.init(deployment: deployment, settles: Settlements([:]))))
    }

    private let evidence = Evidence(samplesVersion: 1, verdicts: [1], judge: "guarded-ratio/1")

    private func shift(
        to percent: Int, _ cause: ServiceEvent.ShiftDecided.Cause, stage: Int?
    ) async throws {
        let split = TrafficSplit([
            .init(slot: "a", version: "v1", percent: 100 - percent),
            .init(slot: "b", version: version, percent: percent),
        ])
        let intent = try await record(
            .shiftDecided(.init(split: split, cause: cause, stage: stage)))
        try await record(.shiftAcknowledged(.init(attempt: intent)))
        ledger.clock.advance(seconds: 1)
        try await record(
            .shiftObserved(.init(attempt: intent, split: split, token: nil, isClean: true)))
    }

    @discardableResult
    private func record(_ event: ServiceEvent) async throws -> Int64 {
        try await append(event.recordable(id: nextID()), to: stream)
    }

    @discardableResult
    private func append(_ event: NewEvent, to stream: StreamName) async throws -> Int64 {
        let command = nextID()
        let outcome = try await ledger.events.append(
            AppendRequest(
                origin: EventOrigin(
                    commandID: command, actor: "worker:w-1", correlationID: command),
                requestHash: [],
                parts: [StreamAppend(stream: stream, expectedVersion: nil, events: [event])],
                due: .keep))
        guard case .appended(let receipt) = outcome else {
            throw EventStoreError(.invalid, "not appended: \(outcome)")
        }
        return receipt.firstPosition
    }

    private func nextID() -> ID { IDSource.system.next(at: ledger.clock.now) }
}

extension EventStore {
    func lastVersion(of stream: StreamName) async throws -> Int64 {
        let query = LoadQuery(streams: [StreamTail(stream, after: 0, limit: 1000)])
        return try await load(query).events[0].last?.version ?? 0
    }
}
