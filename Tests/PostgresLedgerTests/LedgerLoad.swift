import EventLog
import LedgerCore
import LedgerTestKit
import Testing

/// Writers that append until they are stopped, and what they were told.
actor LedgerLoad {
    private(set) var acknowledged: [Acknowledged] = []
    /// Commands whose outcome nobody knows.
    private(set) var unknown: Set<ID> = []
    private var isStopped = false
    private var goal = 0
    private var waiter: CheckedContinuation<Void, Never>?

    /// Writes with `writers` tasks while `body` runs, which may wait for ``reach(_:)``.
    static func run(
        on stores: [any EventStore], writers: Int, _ body: (LedgerLoad) async throws -> Void
    ) async throws -> LedgerLoad {
        let load = LedgerLoad()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                let store = stores[writer % stores.count]
                group.addTask { try await load.write(to: store, as: writer) }
            }
            try await body(load)
            await load.stop()
            try await group.waitForAll()
        }
        return load
    }

    /// Waits until that many more appends are acknowledged.
    func reach(_ more: Int) async {
        goal = acknowledged.count + more
        await withCheckedContinuation { continuation in
            waiter = continuation
            resumeIfReached()
        }
    }

    private func stop() { isStopped = true }

    private func write(to store: any EventStore, as writer: Int) async throws {
        var number = 0
        while !isStopped {
            number += 1
            let request = AppendRequest.sample(
                .sample("s\((writer + number) % 12)", at: nil, events: number % 3 + 1),
                .sample("w\(writer)", at: nil, events: number % 2))
            do throws(EventStoreError) {
                let outcome = try await store.append(request)
                note(request, outcome)
            } catch {
                guard error.code == .unavailable else { throw error }
                unknown.insert(request.commandID)
            }
        }
    }

    /// After a lost connection a first caller may be told `replayed`.
    private func note(_ request: AppendRequest, _ outcome: AppendOutcome) {
        switch outcome {
        case .appended(let receipt), .replayed(let receipt):
            acknowledged.append(Acknowledged(request: request, receipt: receipt))
        case .commandReused, .wrongVersion: Issue.record("unexpected outcome \(outcome)")
        }
        resumeIfReached()
    }

    private func resumeIfReached() {
        guard acknowledged.count >= goal else { return }
        waiter?.resume()
        waiter = nil
    }

    /// Whether a log is what the writers were told.
    func audit(_ log: [RecordedEvent]) {
        LogAudit.check(log, against: acknowledged, others: unknown)
    }
}
