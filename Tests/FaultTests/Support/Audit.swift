import EventLog
import LedgerCore
import LedgerTestKit
import Testing

/// What holds of every log, whatever happened to those who wrote it.
enum Audit {
    static func check(_ events: [RecordedEvent]) throws {
        LogAudit.check(events, against: [], others: Set(events.map(\.origin.commandID)))
        #expect(Set(events.map(\.event.id)).count == events.count)
        let streams = Dictionary(grouping: events) { $0.stream }
        for (stream, own) in streams where stream.service != nil { try check(ofService: own) }
    }

    private static func check(ofService events: [RecordedEvent]) throws {
        var requests: Set<ID> = []
        var settled: [ID] = []
        var outcomes: [Outcome] = []
        var facts: [ServiceEvent] = []
        for recorded in events {
            let event = try ServiceEvent(recorded)
            facts.append(event)
            if event.isRequest { requests.insert(recorded.origin.commandID) }
            settled += event.settlements?.outcomes.keys.map { $0 } ?? []
            if let attempt = event.attempt { outcomes.append(.init(attempt, recorded.type)) }
        }
        #expect(Set(settled).count == settled.count, "a request was settled twice")
        #expect(Set(settled).isSubset(of: requests))
        #expect(Set(outcomes).count == outcomes.count, "an attempt has an outcome twice")
        #expect(!hasRepeatedEnd(facts), "a stage or a deployment ended twice")
    }

    /// What was recorded of an attempt.
    private struct Outcome: Hashable {
        let attempt: Int64
        let type: String

        init(_ attempt: Int64, _ type: String) {
            self.attempt = attempt
            self.type = type
        }
    }

    private static func hasRepeatedEnd(_ events: [ServiceEvent]) -> Bool {
        let ends = events.compactMap { event in
            switch event {
            case .stagePassed(let fact): "\(fact.deployment)/\(fact.stage)"
            case .deploymentCompleted(let fact), .deploymentAborted(let fact):
                "\(fact.deployment)"
            default: nil
            }
        }
        return Set(ends).count < ends.count
    }
}
