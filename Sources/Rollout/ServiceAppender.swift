package import EventLog
import LedgerCore

/// Appends a worker's facts at the versions of the view that they were decided on.
package struct ServiceAppender: Sendable {
    let store: any EventStore
    let ids: IDSource
    let actor: String

    package init(store: any EventStore, ids: IDSource, actor: String) {
        self.store = store
        self.ids = ids
        self.actor = actor
    }

    /// What a worker wants recorded.
    struct Facts {
        var service: [ServiceEvent] = []
        var samples: [SampleEvent] = []
        /// The decision cites the samples stream: its version is expected too (rule R5).
        var citesSamples = false
        var due = DueChange.keep
    }

    /// - Returns: the position of the last event of the service's stream; `nil` when the view was
    ///   out of date, and nothing was recorded.
    func append(_ facts: Facts, to view: inout ServiceView) async throws -> Int64? {
        let command = ids.next(at: view.now)
        let origin = EventOrigin(
            commandID: command, actor: actor,
            correlationID: view.state.active?.requests.first ?? command)
        let service = facts.service.map { $0.recordable(id: ids.next(at: view.now)) }
        let samples = facts.samples.map { $0.recordable(id: ids.next(at: view.now)) }
        let own = StreamAppend(
            stream: view.stream, expectedVersion: view.state.version, events: service)
        let parts =
            [own] + looked(facts, samples, view)
            + (facts.service.contains(where: \.restsOnEnvironment) ? allowed(view) : [])
        let request = AppendRequest(
            origin: origin, requestHash: Self.workerHash, parts: parts, due: facts.due)
        switch try await store.append(request) {
        case .appended(let receipt), .replayed(let receipt):
            try view.fold(service, samples, receipt, origin: origin)
            return receipt.firstPosition + Int64(service.count) - 1
        case .wrongVersion, .commandReused: return nil
        }
    }

    /// What is measured, or what a decision cites: the samples stream at the version that was seen.
    private func looked(
        _ facts: Facts, _ samples: [NewEvent], _ view: ServiceView
    ) -> [StreamAppend] {
        guard let stream = view.samples, facts.citesSamples || !samples.isEmpty else { return [] }
        let looks = StreamAppend(
            stream: stream, expectedVersion: view.looks.version, events: samples)
        let next = view.now.adding(seconds: 86_400)
        guard stream.watchedService != nil,
            let tomorrow = StreamName.watch(of: view.stream, at: next)
        else { return [looks] }
        // Nobody may have gone on in the next day's stream either.
        return [looks, StreamAppend(stream: tomorrow, expectedVersion: 0, events: [])]
    }

    /// The environment as it was seen, which did not forbid it.
    private func allowed(_ view: ServiceView) -> [StreamAppend] {
        view.environmentStream.map { stream in
            [
                StreamAppend(
                    stream: stream, expectedVersion: view.environment.version, events: [])
            ]
        } ?? []
    }

    /// A worker's command ids are new each time, so there is nothing to tell apart.
    static let workerHash = [UInt8](repeating: 0, count: 32)
}

extension ServiceAppender {
    /// Records a fact that rests on no state, at whatever version the stream has.
    func appendUnfolded(_ event: ServiceEvent, to stream: StreamName) async throws {
        let now = try await store.load(LoadQuery(streams: [])).now
        let command = ids.next(at: now)
        _ = try await store.append(
            AppendRequest(
                origin: EventOrigin(commandID: command, actor: actor, correlationID: command),
                requestHash: Self.workerHash,
                parts: [
                    StreamAppend(
                        stream: stream, expectedVersion: nil,
                        events: [event.recordable(id: ids.next(at: now))])
                ], due: .keep))
    }
}
