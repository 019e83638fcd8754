package import EventLog
package import LedgerCore

extension ID {
    /// A new one; its time does not matter to the store.
    package static func fresh() -> ID {
        var random = SystemRandomNumberGenerator()
        return .v7(at: Timestamp(microseconds: 1_764_000_000_000_000), using: &random)
    }
}

extension StreamName {
    package static func sample(_ name: String) -> StreamName { .service(name, in: "test") }
}

extension NewEvent {
    package static func sample(_ number: Int = 1) -> NewEvent {
        NewEvent(
            id: .fresh(), type: "deployment.requested", schema: 2,
            data: Array(#"{"number": \#(number), "text":"Größe \u00e9 🚢"}"#.utf8))
    }
}

extension StreamAppend {
    /// - Parameter version: what is expected; `nil` accepts any.
    package static func sample(
        _ name: String, at version: Int64?, events count: Int = 1
    ) -> StreamAppend {
        StreamAppend(
            stream: .sample(name), expectedVersion: version,
            events: (0..<count).map { .sample($0) })
    }
}

extension AppendRequest {
    package static func sample(
        _ parts: StreamAppend..., id: ID = .fresh(), hash: UInt8 = 1, due: DueChange = .keep,
        answer: String? = nil
    ) -> AppendRequest {
        let origin = EventOrigin(
            commandID: id, actor: "key:test", client: "contract/1", reason: nil,
            correlationID: id, causationID: .fresh(), traceparent: nil)
        return AppendRequest(
            origin: origin, requestHash: [UInt8](repeating: hash, count: 32), parts: parts,
            due: due, answer: answer.map { Array($0.utf8) })
    }
}

extension AppendOutcome {
    /// Of an append that was recorded now; `nil` for any other outcome.
    package var appended: Receipt? {
        if case .appended(let receipt) = self { receipt } else { nil }
    }
}

extension EventStore {
    package func version(of name: String) async throws -> Int64 {
        try await load(LoadQuery(streams: [StreamTail(.sample(name))])).events[0].last?.version ?? 0
    }

    package func now() async throws -> Timestamp {
        try await load(LoadQuery(streams: [])).now
    }

    package func due(_ name: String) async throws -> DueRow? {
        try await load(LoadQuery(streams: [], dueOf: .sample(name))).due
    }
}
