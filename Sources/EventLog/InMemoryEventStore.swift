package import LedgerCore

/// The log without a database, for tests and trials; forgotten with the process.
package actor InMemoryEventStore {
    private let clock: @Sendable () -> Timestamp
    private var log: [RecordedEvent] = []
    private var positions: [StreamName: [Int]] = [:]
    private var commands: [ID: KnownCommand] = [:]
    private var dueRows: [StreamName: DueRow] = [:]
    private var lastAt = Timestamp(microseconds: .min)
    private var news = NewsBoard()

    /// - Parameter clock: takes the place of the database's clock; it may go back.
    package init(clock: @escaping @Sendable () -> Timestamp) { self.clock = clock }

    /// A database's clock may go back; what it is taken for does not.
    private var now: Timestamp { max(clock(), lastAt) }

    private func version(of stream: StreamName) -> Int64 { Int64(positions[stream]?.count ?? 0) }
}

extension InMemoryEventStore: EventStore {
    package func append(_ request: AppendRequest) throws(EventStoreError) -> AppendOutcome {
        guard Set(request.parts.map(\.stream)).count == request.parts.count else {
            throw EventStoreError(.invalid, "an append names a stream twice")
        }
        if let known = commands[request.commandID] {
            let isSame = known.requestHash == request.requestHash
            return isSame ? .replayed(known.receipt) : .commandReused
        }
        for part in request.parts {
            let current = version(of: part.stream)
            guard part.expectedVersion ?? current == current else {
                return .wrongVersion(stream: part.stream, current: current)
            }
        }
        return .appended(record(request))
    }

    private func record(_ request: AppendRequest) -> Receipt {
        let time = now
        let first = Int64(log.count + 1)
        for part in request.parts { record(part, request.origin, at: time) }
        change(request, at: time)
        let receipt = Receipt(
            firstPosition: first, eventCount: request.eventCount,
            lastVersion: version(of: request.parts[0].stream), recordedAt: time,
            answer: request.answer)
        guard request.isRemembered else { return receipt }
        lastAt = time
        commands[request.commandID] = KnownCommand(
            requestHash: request.requestHash, receipt: receipt)
        if request.eventCount > 0 { news.tell() }
        return receipt
    }

    private func record(_ part: StreamAppend, _ origin: EventOrigin, at time: Timestamp) {
        for event in part.events {
            let dated = NewEvent(
                id: event.id, type: event.type, schema: event.schema,
                occurredAt: event.occurredAt ?? time, data: event.data)
            positions[part.stream, default: []].append(log.count)
            log.append(
                RecordedEvent(
                    position: Int64(log.count + 1), stream: part.stream,
                    version: version(of: part.stream), event: dated, origin: origin,
                    recordedAt: time))
        }
    }

    package func load(_ query: LoadQuery) -> Loaded {
        let events = query.streams.map { tail in
            (positions[tail.stream] ?? []).dropFirst(Int(tail.afterVersion))
                .prefix(tail.limit ?? .max).map { log[$0] }
        }
        return Loaded(
            events: events, now: now, due: query.dueOf.flatMap { dueRows[$0] },
            command: query.command.flatMap { commands[$0] })
    }

    package func read(after position: Int64, limit: Int) -> [RecordedEvent] {
        Array(log.dropFirst(Int(position)).prefix(limit))
    }

    package func waitForNews(patience: Duration) async {
        let ticket = news.drawTicket()
        let timer = Task { [weak self] in
            // Ends early, by the cancellation below, when there are news.
            try? await Task.sleep(for: patience)
            await self?.giveUp(ticket)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { news.wait(ticket, $0) }
        } onCancel: {
            timer.cancel()
        }
        timer.cancel()
    }

    private func giveUp(_ ticket: Int) { news.call(ticket) }
}

extension InMemoryEventStore: DueRows {
    private func change(_ request: AppendRequest, at time: Timestamp) {
        let stream = request.parts[0].stream
        let old = dueRows[stream]
        let moved = !request.parts[0].events.isEmpty
        let dispatches = moved ? 0 : old?.dispatches ?? 0
        switch request.due {
        case .keep:
            dueRows[stream] = old.map {
                DueRow(at: $0.at, isUrgent: $0.isUrgent, dispatches: dispatches)
            }
        case .clear: dueRows[stream] = nil
        case .set(let at, let isUrgent):
            dueRows[stream] = DueRow(at: at, isUrgent: isUrgent, dispatches: 0)
        case .bringForward(let at, let isUrgent):
            dueRows[stream] = DueRow(
                at: min(at, old?.at ?? at), isUrgent: isUrgent || old?.isUrgent ?? false,
                dispatches: dispatches)
        }
    }

    package func takeDue(limit: Int) -> [DueStream] {
        let time = now
        let overdue = dueRows.filter { $0.value.at <= time }
            .sorted { ($0.value.at, $0.key.text) < ($1.value.at, $1.key.text) }
        return overdue.prefix(limit).map { stream, row in
            let dispatches = row.dispatches + 1
            dueRows[stream] = DueRow(
                at: time.adding(seconds: row.isUrgent ? 3 : 30), isUrgent: row.isUrgent,
                dispatches: dispatches)
            let late = (time.microseconds - row.at.microseconds) / 1000
            return DueStream(
                stream: stream, isUrgent: row.isUrgent, dispatches: dispatches,
                lateMilliseconds: Int(late))
        }
    }

    package func postpone(_ stream: StreamName, seconds: Int) {
        guard let row = dueRows[stream] else { return }
        dueRows[stream] = DueRow(
            at: now.adding(seconds: seconds), isUrgent: row.isUrgent, dispatches: row.dispatches)
    }
}
