import EventLog
import LedgerCore

/// Takes pushed samples in: whole batches or nothing, recorded once, on a stream that nobody decides
/// on, so that they never get in the way of a decision.
struct SampleDesk: Sendable {
    let dependencies: APIDependencies

    /// Of one service in one minute; it bounds what a look has to read.
    static let batchesPerMinute = 600

    func take(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let identity = try CommandIdentity(request)
        let service = try request.serviceStream()
        let view = try await dependencies.loader.load(service, command: identity.id)
        if let known = view.command { return try identity.replay(known) }
        let versions = try versions(of: view)
        let push = try request.decode { SamplePush($0, versions: versions, now: view.now) }
        guard let stream = StreamName.pushed(by: service, at: view.now) else {
            throw Problem(500, "internal_error", "no stream for the samples")
        }
        try await refuseFull(stream)
        return try await record(push, stream, request, identity, at: view.now)
    }

    private func versions(of view: ServiceView) throws(Problem) -> Set<String> {
        guard let settings = view.state.settings else {
            throw Problem.notFound(
                "service_unknown", "no service \(view.stream.text.dropFirst(8)) is registered")
        }
        guard case .pushed = settings.metrics else {
            throw Problem(
                409, "samples_not_asked_for",
                "this service is measured by \(settings.metrics.kind); nothing would be made of "
                    + "samples until its settings say \"metrics\": {\"kind\": \"pushed\"}")
        }
        return view.state.knownVersions
    }

    private func refuseFull(_ stream: StreamName) async throws {
        let last = StreamTail(stream, after: Int64(Self.batchesPerMinute) - 1, limit: 1)
        let loaded = try await dependencies.events.load(LoadQuery(streams: [last]))
        guard loaded.events[0].isEmpty else {
            throw Problem(
                429, "too_many_batches",
                "at most \(Self.batchesPerMinute) a minute; send more samples in each",
                headers: ["Retry-After": "60"])
        }
    }

    private func record(
        _ push: SamplePush, _ stream: StreamName, _ request: APIRequest,
        _ identity: CommandIdentity, at now: Timestamp
    ) async throws -> APIResponse {
        let samples = push.samples
        let batch = PushEvent.pushed(.init(samples: samples, sent: push.keptCount))
        let events =
            samples.isEmpty ? [] : [batch.recordable(id: dependencies.ids.next(at: now))]
        let answer = APIResponse(
            200,
            [
                "request": .id(identity.id), "stream": .string(stream.text),
                "accepted": .integer(push.keptCount),
                "late": .integer(push.lateCount),
            ])
        let part = StreamAppend(stream: stream, expectedVersion: nil, events: events)
        let told = try await AnsweredAppend(
            parts: [part], answer: answer, request: request, identity: identity, reason: nil
        ).record(in: dependencies.events)
        // It expects no version, so that none can be wrong.
        guard let told else { throw Problem.unavailable("the log did not take the samples") }
        return told
    }
}
