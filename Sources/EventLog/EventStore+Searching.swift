package import LedgerCore

extension EventStore {
    /// Events that are looked at for one page, at most.
    package static var searchLimit: Int { 5000 }

    /// Reads the log in order, and picks: what every store can do.
    package func find(_ query: EventQuery) async throws(EventStoreError) -> EventPage {
        switch query.order {
        case .oldestFirst: try await rising(query)
        case .newestFirst: try await falling(query)
        }
    }

    private func rising(_ query: EventQuery) async throws(EventStoreError) -> EventPage {
        let positions = query.filter.positions
        let read = try await read(after: positions.lowerBound - 1, limit: Self.searchLimit)
        return query.page(of: read, isWhole: read.count < Self.searchLimit)
    }

    private func falling(_ query: EventQuery) async throws(EventStoreError) -> EventPage {
        let positions = query.filter.positions
        let last = min(positions.upperBound, try await end())
        let first = max(positions.lowerBound, last - Int64(Self.searchLimit) + 1)
        guard first <= last else { return EventPage([], seen: nil) }
        let read = try await read(after: first - 1, limit: Int(last - first + 1))
        return query.page(of: read.reversed(), isWhole: first == positions.lowerBound)
    }

    /// The last position that was recorded at that time or before it; 0 when none was.
    package func position(at time: Timestamp) async throws(EventStoreError) -> Int64 {
        try await last(after: 0) { $0.recordedAt <= time }
    }

    /// The last position of the log; 0 when it is empty.
    ///
    /// - Parameter known: a position that the log has reached: the nearer to the end, the less work.
    package func end(after known: Int64 = 0) async throws(EventStoreError) -> Int64 {
        try await last(after: known) { _ in true }
    }

    /// Times never go back along the log, so that a search by halves finds where a rule ends.
    private func last(
        after start: Int64, where holds: (RecordedEvent) -> Bool
    ) async throws(EventStoreError) -> Int64 {
        func reaches(_ position: Int64) async throws(EventStoreError) -> Bool {
            try await read(after: position - 1, limit: 1).first.map(holds) ?? false
        }
        var (low, high) = (start, start + 1)
        while try await reaches(high) { (low, high) = (high, high + (high - start)) }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if try await reaches(middle) { low = middle } else { high = middle }
        }
        return low
    }
}

extension EventQuery {
    /// - Parameter isWhole: nothing that could match lies behind what was read.
    fileprivate func page(of read: [RecordedEvent], isWhole: Bool) -> EventPage {
        let found = read.lazy.filter(filter.matches)
        let page = Array(found.prefix(limit))
        if page.count == limit, let last = page.last, going(past: last.position) != nil {
            return EventPage(page, seen: last.position)
        }
        guard !isWhole, let last = read.last, going(past: last.position) != nil else {
            return EventPage(page, seen: nil)
        }
        return EventPage(page, seen: last.position)
    }
}
