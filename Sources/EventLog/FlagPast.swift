package import LedgerCore

/// Flags as they were at an earlier moment, folded from their own streams.
package struct FlagPast: Sendable {
    private let store: any EventStore
    private let environment: String

    package init(store: any EventStore, environment: String) {
        self.store = store
        self.environment = environment
    }

    /// A flag and all that it rested on, at a moment.
    package func snapshot(of key: String, at moment: Timestamp) async throws -> FlagSnapshot {
        var entries: [ExactText: FlagSnapshot.Entry] = [:]
        var position: Int64 = 0
        var asked: Set<ExactText> = []
        var open = [ExactText(key)]
        while !open.isEmpty {
            let keys = open.filter { asked.insert($0).inserted }
            open = []
            for (key, events) in zip(keys, try await streams(keys)) {
                let past = events.prefix { $0.recordedAt <= moment }
                position = max(position, past.last?.position ?? 0)
                var state = FlagState()
                try state.fold(past)
                guard let flag = state.flag else { continue }
                entries[key] = .flag(flag)
                open += flag.definition.prerequisites.map { ExactText($0.flag) }
            }
        }
        return FlagSnapshot(position: position, entries: entries)
    }

    private func streams(_ keys: [ExactText]) async throws -> [[RecordedEvent]] {
        guard !keys.isEmpty else { return [] }
        let tails = keys.map { StreamTail(.flag($0.text, in: environment)) }
        return try await store.load(LoadQuery(streams: tails)).events
    }
}
