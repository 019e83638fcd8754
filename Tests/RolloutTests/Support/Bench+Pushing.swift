import EventLog
import LedgerCore
import LedgerTestKit
import Rollout

/// A service that measures itself.
extension Bench {
    static let pushedSettings = ServiceSettings(
        slots: settings.slots, router: settings.router, metrics: .pushed,
        deployer: settings.deployer)

    /// One batch of both versions, received now, about the last few seconds.
    func push(
        _ answers: [(version: String, requests: Int, errors: Int)], endedSecondsAgo age: Int = 0,
        metrics: [String: Double] = [:]
    ) async throws {
        let samples = answers.map { version, requests, errors in
            PushedSample(
                version: version, endedAt: clock.now.adding(seconds: -age), seconds: 5,
                values: .init(
                    requests: requests, errors: errors, latencyMillisecondsP99: 300,
                    metrics: metrics))
        }
        guard let stream = StreamName.pushed(by: Self.stream, at: clock.now) else { return }
        let command = IDSource.system.next(at: clock.now)
        let batch = PushEvent.pushed(.init(samples: samples, sent: samples.count))
        _ = try await store.append(
            AppendRequest(
                origin: EventOrigin(commandID: command, actor: "key:agent", correlationID: command),
                requestHash: [2],
                parts: [
                    StreamAppend(
                        stream: stream, expectedVersion: nil,
                        events: [batch.recordable(id: IDSource.system.next(at: clock.now))])
                ], due: .keep))
    }

    /// Runs the saga to its end; before each wake-up something is pushed.
    func driveToEnd(pushing push: () async throws -> Void) async throws {
        let runner = runner()
        for _ in 0..<500 {
            let view = try await load()
            if view.state.active == nil, view.state.queue.isEmpty { return }
            guard let due = view.due else { break }
            clock.move(to: due.at)
            try await push()
            for row in await store.takeDue(limit: 10) { try await runner.run(row.stream) }
        }
        throw BenchError.stuck(await names())
    }

    /// Every measurement of the new version.
    func measurements() async throws -> [Measurement] {
        let tail = StreamTail(.samples(of: Self.deployment))
        return try await store.load(LoadQuery(streams: [tail])).events[0].compactMap { event in
            guard case .recorded(let fact) = try SampleEvent(event), fact.version == "v2" else {
                return nil
            }
            return fact.measurement
        }
    }
}
