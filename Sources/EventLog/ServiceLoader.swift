package import LedgerCore
import Synchronization

/// Folds services from the log, and keeps what it has folded: the log only ever grows, so a state
/// stays true and only its tail is read again.
package final class ServiceLoader: Sendable {
    private let store: any EventStore
    private let limit: Int
    private let cache = Mutex<[StreamName: ServiceView]>([:])

    /// - Parameter limit: services kept; beyond it one is forgotten for each new one, which costs a full read when it comes up.
    package init(store: any EventStore, limit: Int = 1000) {
        self.store = store
        self.limit = limit
    }

    /// Reads what is new and folds it; the command is looked up in the same snapshot (rule R9).
    package func load(_ stream: StreamName, command: ID? = nil) async throws -> ServiceView {
        var view = cache.withLock { $0[stream] } ?? ServiceView(stream: stream)
        try await refresh(&view, command)
        // Again, should another deployment have begun between two reads, or another day.
        while view.lacksSamples {
            view.samples = view.samplesWanted
            view.looks = Looks()
            try await refresh(&view, command)
        }
        keep(view)
        return view
    }

    package func keep(_ view: ServiceView) {
        cache.withLock { cache in
            if cache.count >= limit, cache[view.stream] == nil {
                cache.remove(at: cache.startIndex)
            }
            if let known = cache[view.stream], known.state.version > view.state.version { return }
            cache[view.stream] = view
        }
    }

    private func refresh(_ view: inout ServiceView, _ command: ID?) async throws {
        var tails = [StreamTail(view.stream, after: view.state.version)]
        if let environment = view.environmentStream {
            tails.append(StreamTail(environment, after: view.environment.version))
        }
        if let samples = view.samples {
            tails.append(StreamTail(samples, after: view.looks.version))
        }
        let loaded = try await store.load(
            LoadQuery(streams: tails, dueOf: view.stream, command: command))
        try view.state.fold(loaded.events[0])
        if view.environmentStream != nil { try view.environment.fold(loaded.events[1]) }
        if view.samples != nil, let samples = loaded.events.last { try view.looks.fold(samples) }
        view.now = max(loaded.now, view.state.lastAt)
        view.due = loaded.due
        view.command = loaded.command
    }
}
