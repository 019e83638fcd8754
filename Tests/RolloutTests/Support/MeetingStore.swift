import EventLog
import LedgerCore

/// A log whose first readers wait for each other, so that all decide on the same state.
struct MeetingStore: EventStore {
    private actor Meeting {
        private var missing: Int
        private var waiting: [CheckedContinuation<Void, Never>] = []

        init(_ people: Int) { missing = people }

        func arrive() async {
            missing -= 1
            guard missing > 0 else {
                for continuation in waiting { continuation.resume() }
                waiting = []
                return
            }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private let base: InMemoryEventStore
    private let meeting: Meeting

    init(base: InMemoryEventStore, people: Int) {
        self.base = base
        meeting = Meeting(people)
    }

    func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendOutcome {
        try await base.append(request)
    }

    func load(_ query: LoadQuery) async throws(EventStoreError) -> Loaded {
        let loaded = await base.load(query)
        await meeting.arrive()
        return loaded
    }

    func read(after position: Int64, limit: Int) async throws(EventStoreError) -> [RecordedEvent] {
        await base.read(after: position, limit: limit)
    }

    func waitForNews(patience: Duration) async { await base.waitForNews(patience: patience) }
}
