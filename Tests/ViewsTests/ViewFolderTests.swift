import EventLog
import LedgerCore
import LedgerTestKit
import Testing
import Views

@Suite struct ViewFolderTests {
    /// Services whose events follow on each other in turn, so that a small memory forgets them all.
    private func events(services: Int, seed: UInt64) -> [RecordedEvent] {
        var pasts = (0..<services).map { number in
            var history = RandomHistory(seed: seed &+ UInt64(number), service: "s\(number)")
            history.run(steps: 30)
            return history.events.filter { $0.stream.kind == "service" }[...]
        }
        var mixed: [RecordedEvent] = []
        while pasts.contains(where: { !$0.isEmpty }) {
            for index in pasts.indices {
                guard let event = pasts[index].popFirst() else { continue }
                mixed.append(event)
            }
        }
        return mixed
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `a service that was forgotten is folded again from its own stream`(
        seed: UInt64
    ) async throws {
        let events = events(services: 30, seed: seed)
        let store = ReplayStore(events)
        var whole = ViewFolder()
        var small = ViewFolder(limit: 16)
        for start in stride(from: 0, to: events.count, by: 7) {
            let batch = Array(events[start..<min(start + 7, events.count)])
            let left = try await whole.inputs(for: batch, past: store)
            let right = try await small.inputs(for: batch, past: store)
            #expect(left.map(\.service?.after) == right.map(\.service?.after))
        }
    }

    @Test func `streams of other kinds are none of the views' business`() async throws {
        let flag = FlagEvent.killed(.init()).recordable(id: ID(high: 1, low: 1))
        let odd = NewEvent(
            id: ID(high: 1, low: 2), type: "other.happened", schema: 9, data: Array("{}".utf8))
        let origin = EventOrigin(
            commandID: ID(high: 2, low: 1), actor: "test", correlationID: ID(high: 2, low: 1))
        let events = [
            (StreamName.flag("f", in: "production"), flag), (StreamName(stored: "other/x/y"), odd),
        ].enumerated().map { index, part in
            RecordedEvent(
                position: Int64(index + 1), stream: part.0, version: 1, event: part.1,
                origin: origin, recordedAt: Timestamp(microseconds: 0))
        }
        var folder = ViewFolder()
        #expect(try await folder.inputs(for: events, past: ReplayStore(events)).isEmpty)
    }
}
