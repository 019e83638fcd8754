package import LedgerCore
import Synchronization

/// Carries the flags of all environments along the log, and shows each environment's whole; the API
/// keys go along on the same way.
///
/// Evaluations read the snapshot that is shown; nobody who waits for the log holds them up. When
/// the log is away the last snapshot stays.
package actor FlagFollower {
    private struct Tracked {
        var state = FlagState()
        /// Why its events cannot be read; it stays so for this program.
        var failure: String?
    }

    private let store: any EventStore
    private var flags: [String: [ExactText: Tracked]] = [:]
    private var position: Int64 = 0
    private var isStreaming = false
    private let shown = Mutex<[String: FlagSnapshot]>([:])
    private var book = AccessBook()
    private let shownBook = Mutex(AccessBook())
    private let clock = Mutex<DatabaseClock?>(nil)
    private let isWhole = Mutex(false)

    package init(store: any EventStore) { self.store = store }

    /// Events read at a time.
    private static let pageSize = 500

    /// Takes in what the log holds now.
    ///
    /// - Returns: whether there was anything new.
    @discardableResult
    package func catchUp() async throws -> Bool {
        if clock.withLock({ $0?.isFresh != true }) { try await readClock() }
        let count = try await takePage()
        if count == Self.pageSize { try await takeRest() }
        isWhole.withLock { $0 = true }
        return count > 0
    }

    private func takePage() async throws -> Int {
        let page = try await store.read(after: position, limit: Self.pageSize)
        take(page)
        return page.count
    }

    /// A long way is streamed once; who comes meanwhile goes along page by page, and is helped by
    /// what the stream has brought.
    private func takeRest() async throws {
        guard !isStreaming else {
            while try await takePage() == Self.pageSize {}
            return
        }
        isStreaming = true
        defer { isStreaming = false }
        try await store.readAll(after: position) { batch in await self.take(batch) }
    }

    private func readClock() async throws {
        let now = try await store.load(LoadQuery(streams: [])).now
        clock.withLock { $0 = DatabaseClock(now) }
    }

    /// Others may have taken a part of the batch in while it was read.
    private func take(_ batch: [RecordedEvent]) {
        var touched: Set<String> = []
        var hasNewKeys = false
        for recorded in batch where recorded.position > position {
            position = recorded.position
            if book.take(recorded) { hasNewKeys = true }
            guard let (environment, key) = recorded.stream.flag else { continue }
            fold(
                recorded, into: &flags[environment, default: [:]][ExactText(key), default: .init()])
            touched.insert(environment)
        }
        for environment in touched { show(environment) }
        if hasNewKeys { shownBook.withLock { [book] in $0 = book } }
    }

    private func fold(_ recorded: RecordedEvent, into tracked: inout Tracked) {
        guard tracked.failure == nil else { return }
        do { try tracked.state.fold(CollectionOfOne(recorded)) } catch {
            tracked.failure = error.description
        }
    }

    private func show(_ environment: String) {
        let entries = (flags[environment] ?? [:]).compactMapValues { tracked in
            tracked.failure.map { FlagSnapshot.Entry.unreadable($0) }
                ?? tracked.state.flag.map { .flag($0) }
        }
        let snapshot = FlagSnapshot(position: position, entries: entries)
        shown.withLock { $0[environment] = snapshot }
    }
}

extension FlagFollower {
    /// The environment's flags; empty for one that has none.
    package nonisolated func snapshot(of environment: String) -> FlagSnapshot {
        shown.withLock { $0[environment] } ?? FlagSnapshot()
    }

    /// The API keys; those of the last look while the log is away.
    package nonisolated var keys: AccessBook { shownBook.withLock { $0 } }

    /// The database's time, carried on by this process' steady clock between two looks at it.
    ///
    /// - Returns: `nil` before the log was read to its end for the first time: until then a key that
    ///   was revoked, or a flag that was killed, may still look as if it counted.
    package nonisolated var now: Timestamp? {
        guard isWhole.withLock({ $0 }) else { return nil }
        return clock.withLock { $0?.now }
    }
}

/// A time of the database, and what has passed since by a clock that nobody can set.
private struct DatabaseClock {
    private let read: Timestamp
    private let readAt = ContinuousClock.now

    init(_ read: Timestamp) { self.read = read }

    var now: Timestamp {
        let passed = (ContinuousClock.now - readAt).components
        return Timestamp(
            microseconds: read.microseconds + passed.seconds * 1_000_000
                + passed.attoseconds / 1_000_000_000_000)
    }

    /// Two clocks drift apart by less than a millisecond in this time.
    var isFresh: Bool { ContinuousClock.now - readAt < .seconds(10) }
}
