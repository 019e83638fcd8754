import EventLog
import LedgerCore

/// A worker's append with a mistake in it.
struct MistakenAppend {
    let mistake: Mistake
    let life: ProcessLife
    let world: World

    func run(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        switch mistake {
        case .noExpectedVersion: return try await append(request) { _ in true }
        case .noSamplesVersion: return try await append(request) { $0.stream != World.stream }
        case .effectFirst: sendAhead(request)
        case .noDecideAgain:
            if let started = startInstead(request) {
                _ = try await world.store.append(started)
                // The worker must not go on from what it believes to have recorded.
                throw EventStoreError(.unavailable, "the answer is lost")
            }
        case .outcomeDropped: return try await appendOnce(request)
        case .waitNotWritten where request.eventCount == 0:
            return .appended(
                Receipt(
                    firstPosition: world.watch.position + 1, eventCount: 0,
                    lastVersion: request.parts[0].expectedVersion ?? 0,
                    recordedAt: world.databaseClock.now, answer: nil))
        case .notUrgent:
            if case .set(let time, _) = request.due {
                return try await world.store.append(
                    request.with(parts: request.parts, due: .set(time, isUrgent: false)))
            }
        default: break
        }
        return try await world.store.append(request)
    }

    private func append(
        _ request: AppendRequest, ignoring isIgnored: (StreamAppend) -> Bool
    ) async throws(EventStoreError) -> AppendOutcome {
        let parts = request.parts.map { part in
            StreamAppend(
                stream: part.stream, expectedVersion: isIgnored(part) ? nil : part.expectedVersion,
                events: part.events)
        }
        return try await world.store.append(request.with(parts: parts, due: request.due))
    }

    private func sendAhead(_ request: AppendRequest) {
        for (index, event) in request.parts[0].events.enumerated() {
            guard case .shiftDecided(let fact)? = event.service else { continue }
            let shares = [
                "one": fact.split.percent(of: "blue"), "two": fact.split.percent(of: "green"),
            ]
            _ = world.router.carryOut(
                shares, token: world.watch.position + 1 + Int64(index))
        }
    }

    private func startInstead(_ request: AppendRequest) -> AppendRequest? {
        let part = request.parts[0]
        guard case .deploymentRejected(let fact)? = part.events.first?.service else { return nil }
        let live = world.watch.state.live
        let started = ServiceEvent.deploymentStarted(
            .init(
                deployment: fact.deployment, slot: live?.slot == "blue" ? "green" : "blue",
                stable: live))
        let changed = StreamAppend(
            stream: part.stream, expectedVersion: part.expectedVersion,
            events: [started.recordable(id: part.events[0].id)])
        return request.with(parts: [changed] + request.parts.dropFirst(), due: request.due)
    }

    /// The second try of an outcome is given up as the first was.
    private func appendOnce(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome
    {
        let part = request.parts[0]
        let outcomes = [
            "traffic.shift_acknowledged", "traffic.shift_observed", "traffic.shift_failed",
            "instances.deploy_acknowledged",
        ]
        guard let event = part.events.first, outcomes.contains(event.type) else {
            return try await world.store.append(request)
        }
        let attempt = event.service?.attempt ?? 0
        if life.dropped.contains(attempt) {
            return .wrongVersion(stream: part.stream, current: 0)
        }
        let outcome = try await world.store.append(request)
        if case .wrongVersion = outcome { life.dropped.insert(attempt) }
        return outcome
    }
}

extension AppendRequest {
    fileprivate func with(parts: [StreamAppend], due: DueChange) -> AppendRequest {
        AppendRequest(
            origin: origin, requestHash: requestHash, parts: parts, due: due, answer: answer)
    }
}

extension NewEvent {
    fileprivate var service: ServiceEvent? {
        guard let name = ServiceEvent.Name(rawValue: type) else { return nil }
        return try? ServiceEvent(name, StoredBody(schema: schema, data: data))
    }
}

extension ServiceEvent {
    fileprivate var attempt: Int64? {
        switch self {
        case .shiftAcknowledged(let fact), .deployAcknowledged(let fact): fact.attempt
        case .shiftObserved(let fact): fact.attempt
        case .shiftFailed(let fact): fact.attempt
        default: nil
        }
    }
}
