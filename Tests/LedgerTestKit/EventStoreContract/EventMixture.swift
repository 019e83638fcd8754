import EventLog
import LedgerCore

extension EventStoreContract {
    private static let deployment = ID(high: 0x7000, low: 0xD1)

    private static let streams = [
        "service/test/api", "service/live/api", "service/test/web", "flag/test/api",
        "environment/test", "samples/\(deployment)", "samples/test/api/2026-11-24",
        "samples/test/api/2026-11-25", "notification/n1", "odd", "odd/two/", "samples/test",
    ]

    private static let types = ["stage.passed", "verdict.given", "flag.changed"]

    private static let actors = ["worker:w1", "key:ann", "key:bob"]

    /// 120 events of many streams, types, actors and correlations.
    ///
    /// - Returns: the whole log.
    static func recordMixture(_ store: Store) async throws -> [RecordedEvent] {
        for number in 0..<60 {
            let id = ID.fresh()
            let origin = EventOrigin(
                commandID: id, actor: actors[number % 3],
                correlationID: ID(high: 0x7000, low: UInt64(number % 4)))
            let part = StreamAppend(
                stream: StreamName(stored: streams[number % streams.count]), expectedVersion: nil,
                events: [event(number), event(number + 1)])
            _ = try await store.append(
                AppendRequest(origin: origin, requestHash: [1], parts: [part], due: .keep))
        }
        return try await store.read(after: 0, limit: 10_000)
    }

    private static func event(_ number: Int) -> NewEvent {
        let named = number % 5 < 3 ? deployment : ID(high: 0x7000, low: 0xD2)
        return NewEvent(
            id: .fresh(), type: types[number % 3], schema: 1,
            data: Array(#"{"deployment":"\#(named)","number":\#(number),"text":"50%_ 'é"}"#.utf8))
    }

    /// Each member alone, and together with others; three find nothing.
    static func filters(_ log: [RecordedEvent]) -> [EventFilter] {
        let api = StreamName.service("api", in: "test")
        let correlation = ID(high: 0x7000, low: 2)
        return streams.map { EventFilter(stream: StreamName(stored: $0)) } + [
            EventFilter(), EventFilter(kind: "service"), EventFilter(kind: "samples"),
            EventFilter(kind: "flag"), EventFilter(kind: "environment"), EventFilter(kind: "odd"),
            EventFilter(kind: "none"), EventFilter(environment: "test"),
            EventFilter(environment: "live"), EventFilter(kind: "flag", environment: "test"),
            EventFilter(environment: "test", service: "api"),
            EventFilter(kind: "samples", environment: "test", service: "api"),
            EventFilter(kind: "service", environment: "test", service: "api"),
            EventFilter(deployment: deployment), EventFilter(stream: api, deployment: deployment),
            EventFilter(type: "stage.passed"), EventFilter(type: "verdict.given"),
            EventFilter(actor: "worker:w1"), EventFilter(actor: "key:ann"),
            EventFilter(correlation: correlation),
            EventFilter(
                stream: api, type: "stage.passed", correlation: ID(high: 0x7000, low: 0)),
            EventFilter(type: "flag.changed", actor: "key:bob"),
            EventFilter(environment: "test", type: "verdict.given", actor: "key:ann"),
            EventFilter(text: #""number":7,"#), EventFilter(text: "50%_ 'é"),
            EventFilter(text: "%"), EventFilter(text: "50_"),
            EventFilter(positions: 17...40), EventFilter(positions: 1000...2000),
            EventFilter(stream: api, positions: 25...26),
            EventFilter(stream: api, positions: 26...50),
            EventFilter(stream: api, positions: 3...60),
            EventFilter(kind: "flag", positions: 30...90),
        ]
    }
}
