import EventLog
import LedgerCore
import Views

/// Finds events: brings what the log does not know by name down to positions and streams.
struct EventSearcher: Sendable {
    let dependencies: APIDependencies

    /// Resolves times, the command and the deployment once, so that pages and waits reuse it.
    ///
    /// - Returns: the searches whose merged pages are the answer; none when nothing can match.
    func plan(_ search: EventSearch) async throws -> [EventQuery] {
        guard let positions = try await positions(of: search) else { return [] }
        var filter = search.filter
        filter.positions = positions
        let filters = try await split(filter)
        return filters.compactMap { filter in
            let query = EventQuery(filter, search.order, limit: search.limit)
            guard let seen = search.seen else { return query }
            return query.going(past: seen)
        }
    }

    func page(_ plan: [EventQuery]) async throws -> EventPage {
        let page = try await merge(plan)
        // What was recorded between the searches may be missing before the last find; up to that
        // one all is recorded now.
        guard plan.count > 1, plan[0].order == .oldestFirst, page.seen == nil,
            let last = page.events.last?.position
        else { return page }
        return try await merge(plan.compactMap { $0.through(last) })
    }

    private func merge(_ plan: [EventQuery]) async throws -> EventPage {
        var merged = EventPage([], seen: nil)
        for query in plan {
            merged = merged.merged(with: try await dependencies.events.find(query), query)
        }
        return merged
    }

    /// What the plan finds between two positions, with the oldest first: no search passes over what
    /// is recorded while another one runs.
    ///
    /// - Parameter horizon: a position that the log has reached.
    func page(
        _ plan: [EventQuery], after seen: Int64, through horizon: Int64
    ) async throws -> EventPage {
        try await merge(plan.compactMap { $0.going(past: seen)?.through(horizon) })
    }

    private func positions(of search: EventSearch) async throws -> ClosedRange<Int64>? {
        var (first, last) = (search.filter.positions.lowerBound, search.filter.positions.upperBound)
        let events = dependencies.events
        if let since = search.since {
            first = max(first, try await events.position(at: since.before) + 1)
        }
        if let until = search.until {
            last = min(last, try await events.position(at: until.before))
        }
        if let command = search.command {
            let known = try await events.load(LoadQuery(streams: [], command: command)).command
            guard let receipt = known?.receipt, receipt.eventCount > 0 else { return nil }
            first = max(first, receipt.firstPosition)
            last = min(last, receipt.firstPosition + Int64(receipt.eventCount) - 1)
        }
        return first <= last ? first...last : nil
    }

    /// Parts with an index each, where the whole has none.
    private func split(_ filter: EventFilter) async throws -> [EventFilter] {
        if let deployment = filter.deployment, filter.stream == nil {
            return try await split(filter, by: deployment)
        }
        guard filter.service != nil, filter.kind == nil else { return [filter] }
        return ["service", "samples"].map { kind in
            var part = filter
            part.kind = kind
            return part
        }
    }

    /// A deployment's events are in its service's stream and in the one of its looks.
    private func split(
        _ filter: EventFilter, by deployment: ID
    ) async throws -> [EventFilter] {
        let locator = DeploymentLocator(dependencies: dependencies)
        var ofService = filter
        ofService.stream = try await locator.stream(of: deployment)
        if let row = try await dependencies.views.row(DeploymentsView.name, key: "\(deployment)") {
            let first = max(filter.positions.lowerBound, row.madeAt)
            guard first <= filter.positions.upperBound else { return [] }
            ofService.positions = first...filter.positions.upperBound
        }
        var ofLooks = filter
        ofLooks.stream = .samples(of: deployment)
        ofLooks.deployment = nil
        return [ofService, ofLooks]
    }
}

extension Timestamp {
    fileprivate var before: Timestamp { Timestamp(microseconds: microseconds - 1) }
}
