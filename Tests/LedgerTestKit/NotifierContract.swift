package import LedgerCore
import Rollout
import Testing

/// What all sinks have in common; each implementation's tests run every rule.
package enum NotifierContract {
    package static let rules = [
        NotifierRule("a message arrives with its title, its text and its service") { bench in
            let answer = try await bench.notifier.send(message())

            #expect(!answer.isEmpty)
            let arrived = try await bench.arrived()
            #expect(arrived.count == 1)
            for part in ["v3 fails", "3 looks", "agent", "production"] {
                #expect(arrived.first?.contains(part) == true, "\(part) is missing")
            }
        },
        NotifierRule("the same message may be sent again") { bench in
            _ = try await bench.notifier.send(message())
            _ = try await bench.notifier.send(message())

            #expect(try await bench.arrived().count == 2)
        },
        NotifierRule("a summary says how many it tells of") { bench in
            _ = try await bench.notifier.send(message(count: 17))

            #expect(try await bench.arrived().first?.contains("17") == true)
        },
        NotifierRule("the longest and the oddest text arrives") { bench in
            let odd = String(repeating: "\u{1F6A2}<&>\"\\\u{7}\n", count: 1000)

            _ = try await bench.notifier.send(message(text: odd))

            #expect(try await bench.arrived().first?.contains("\u{1F6A2}") == true)
        },
        NotifierRule("a sink that says no is refused, and then works again") { bench in
            try await bench.refuseNext()

            let error = await outboundError { () async throws(OutboundError) in
                try await bench.notifier.send(message())
            }
            #expect(error?.code == .refused)
            _ = try await bench.notifier.send(message())
        },
        NotifierRule("a sink that is away is unreachable") { bench in
            try await bench.goAway()

            let error = await outboundError { () async throws(OutboundError) in
                try await bench.notifier.send(message())
            }
            #expect(error?.code == .unreachable)
        },
    ]

    package static func message(
        count: Int = 1, text: String = "v3 failed its conditions in 3 looks."
    ) -> NotificationMessage {
        NotificationMessage(
            id: ID(high: 0x8000, low: 0x8000_0000_0000_0001), sink: "ops",
            source: SourceEvent(
                id: ID(high: 0x7000, low: 0x8000_0000_0000_0007), position: 7,
                type: "rollback.blocked", environment: "production", service: "agent",
                at: Timestamp(microseconds: 1_795_521_600_000_000)),
            notice: Notice(.rollbackBlocked, .page, "v3 fails and is not taken back", text),
            count: count, sentAt: Timestamp(microseconds: 1_795_521_601_000_000))
    }
}
