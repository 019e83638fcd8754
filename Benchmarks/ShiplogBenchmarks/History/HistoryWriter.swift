import EventLog
import LedgerCore

/// Writes the log of a fleet: 200 services, 20 of which deploy at the same time, again and again.
///
/// One deployment in eight fails in its second stage. Nine events in ten are samples and verdicts.
struct HistoryWriter {
    private let store: any EventStore
    private var services: [ServiceSample]
    private var random = Randomness(seed: 20_261_124)
    private(set) var position: Int64 = 0
    private var versions: [StreamName: Int64] = [:]

    private static let serviceCount = 200
    private static let concurrent = 20
    /// Of one deployment in one append.
    private static let eventsAtATime = 12

    init(_ store: any EventStore) {
        self.store = store
        services = (0..<Self.serviceCount).map { ServiceSample(number: $0) }
    }

    /// Writes at least `count` events into an empty log.
    mutating func write(_ count: Int) async throws {
        let registrations = services.map { (stream: $0.stream, events: [$0.registered.recordable]) }
        try await append(registrations)
        var first = 0
        while position < count {
            try await deploy(first..<first + Self.concurrent)
            first = (first + Self.concurrent) % services.count
        }
    }

    private mutating func deploy(_ range: Range<Int>) async throws {
        var scripts: [DeploymentScript] = []
        for index in range {
            let fails = Int.random(in: 0..<8, using: &random) == 0
            scripts.append(
                DeploymentScript(
                    services[index], failingStage: fails ? 1 : nil, random: &random))
        }
        while scripts.contains(where: { !$0.isOver }) {
            var parts: [(stream: StreamName, events: [NewEvent])] = []
            var next = position + 1
            for index in scripts.indices where !scripts[index].isOver {
                let facts = scripts[index].next(budget: Self.eventsAtATime, from: next)
                next += Int64(facts.service.count + facts.samples.count)
                let script = scripts[index]
                parts.append((script.service.stream, facts.service.map(\.recordable)))
                parts.append(
                    (.samples(of: script.deployment), facts.samples.map(\.recordable)))
            }
            try await append(parts.filter { !$0.events.isEmpty })
        }
        for (index, script) in zip(range, scripts) {
            services[index].live = script.liveAfter
            services[index].deployments += 1
        }
    }

    private mutating func append(
        _ parts: [(stream: StreamName, events: [NewEvent])]
    ) async throws {
        let command = IDSource.system.next(at: AppendLoad.time)
        let request = AppendRequest(
            origin: EventOrigin(
                commandID: command, actor: "worker:w-7f3a", correlationID: command),
            requestHash: [UInt8](repeating: 0, count: 32),
            parts: parts.map { part in
                StreamAppend(
                    stream: part.stream, expectedVersion: versions[part.stream] ?? 0,
                    events: part.events)
            }, due: .keep)
        guard case .appended(let receipt) = try await store.append(request),
            receipt.firstPosition == position + 1
        else { throw BenchmarkError("the history does not fit the log") }
        position += Int64(receipt.eventCount)
        for part in parts { versions[part.stream, default: 0] += Int64(part.events.count) }
    }
}

extension ServiceEvent {
    /// With an id of its own.
    var recordable: NewEvent { recordable(id: IDSource.system.next(at: AppendLoad.time)) }
}

extension SampleEvent {
    /// With an id of its own.
    var recordable: NewEvent { recordable(id: IDSource.system.next(at: AppendLoad.time)) }
}
