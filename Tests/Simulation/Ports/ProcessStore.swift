import EventLog
import LedgerCore

/// The log and its due rows as one process reaches them.
struct ProcessStore: EventStore, DueRows {
    let life: ProcessLife
    let world: World

    private static let away = EventStoreError(.unavailable, "no connection")

    /// - Parameter least: of the milliseconds that one way takes.
    private func travel(_ least: Int = 1) async throws(EventStoreError) {
        do { try await life.pass(world.simulator.number(least...least + 8)) } catch {
            throw EventStoreError(.unavailable, "killed")
        }
    }

    private func begin() async throws(EventStoreError) {
        do { try await life.thaw() } catch { throw EventStoreError(.unavailable, "killed") }
        if world.storeAwayUntil > world.simulator.now {
            try await travel(500)
            throw Self.away
        }
    }

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try await begin()
        try await travel()
        let fault = world.appendFaults.isEmpty ? nil : world.appendFaults.removeFirst()
        if fault == .lost {
            try await travel(2000)
            throw Self.away
        }
        let outcome = try await record(request)
        await world.look()
        try await travel(fault == .slow ? 5000 : 1)
        if fault == .answerLost { throw Self.away }
        return outcome
    }

    private func record(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        guard let mistake = world.mistake, life.name.hasPrefix("w") else {
            return try await world.store.append(request)
        }
        return try await MistakenAppend(mistake: mistake, life: life, world: world).run(request)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        try await begin()
        try await travel()
        var loaded = await world.store.load(query)
        if let mistake = world.mistake, life.name.hasPrefix("w") {
            loaded = mistake.distort(loaded, life, world)
        }
        try await travel()
        return loaded
    }

    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent] {
        try await begin()
        return await world.store.read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async {
        await life.wait(Int(patience / .milliseconds(1)))
    }

    func takeDue(limit: Int) async throws(EventStoreError) -> [DueStream] {
        try await begin()
        try await travel()
        let rows = await world.store.takeDue(limit: limit)
        if world.mistake == .noRedrive {
            for row in rows { await world.store.postpone(row.stream, seconds: 100_000) }
        }
        try await travel()
        return rows
    }

    func postpone(_ stream: StreamName, seconds: Int) async throws(EventStoreError) {
        try await begin()
        try await travel()
        await world.store.postpone(stream, seconds: seconds)
    }
}
