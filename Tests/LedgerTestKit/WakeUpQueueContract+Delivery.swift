import LedgerCore
import Testing
import WorkQueue

extension WakeUpQueueContract {
    static let delivery = [
        WakeUpQueueRule("a wake-up arrives as it was published") { queue in
            let command = ID(high: 1, low: 2)
            let sent = [
                WakeUp(stream: service, lane: .control, command: command, traceparent: "00-a-b-01"),
                WakeUp(stream: service, lane: .commands),
            ]
            try await queue.publish(sent)
            let received = try await queue.take()
            #expect(received.map(\.wakeUp) == sent)
            #expect(received.allSatisfy { !$0.isClaimed })
        },
        WakeUpQueueRule("wake-ups of one stream arrive in the order of their publication") {
            queue in
            let sent = wakeUps(20)
            try await queue.publish(Array(sent[..<12]))
            try await queue.publish(Array(sent[12...]))
            var received: [WakeUp] = []
            for _ in 1...3 { received += try await queue.take(7).map(\.wakeUp) }
            #expect(received == sent)
        },
        WakeUpQueueRule("control comes before commands") { queue in
            try await queue.publish(scattered(20) + scattered(5, in: .control))
            let received = try await queue.take(25).map(\.wakeUp.lane)
            #expect(received.prefix(5).allSatisfy { $0 == .control })
            #expect(received.count == 25)
        },
        WakeUpQueueRule("a lane that was not asked for is left alone") { queue in
            try await queue.publish(wakeUps(1) + wakeUps(1, in: .control))
            let control = try await queue.receive(
                [.control], for: "ada", limit: 9, patience: .zero)
            #expect(control.map(\.wakeUp.lane) == [.control])
            #expect(try await queue.depth()[.commands] == QueueDepth(waiting: 1, inHand: 0))
        },
        WakeUpQueueRule("what is there is given up to the limit") { queue in
            try await queue.publish(scattered(60))
            var sizes: [Int] = []
            for _ in 1...4 { sizes.append(try await queue.take(17).count) }
            #expect(sizes == [17, 17, 17, 9])
        },
        WakeUpQueueRule("one wake-up goes to one consumer") { queue in
            try await queue.publish(wakeUps(1))
            #expect(try await queue.take(for: "ada").count == 1)
            #expect(try await queue.take(for: "bob").isEmpty)
        },
        WakeUpQueueRule("many consumers share 1,000 wake-ups, none lost and none twice") { queue in
            let sent = scattered(900) + scattered(100, in: .control)
            try await queue.publish(sent)
            let received = try await share(queue, among: 8)
            #expect(received.count == sent.count)
            #expect(Set(received) == Set(sent))
            #expect(try await queue.depth().values.allSatisfy { $0.waiting + $0.inHand == 0 })
        },
    ]

    /// Lets consumers take and acknowledge at the same time until nothing is left.
    private static func share(
        _ queue: any WakeUpQueue, among consumers: Int
    ) async throws -> [WakeUp] {
        try await withThrowingTaskGroup { group in
            for number in 0..<consumers {
                group.addTask { try await drain(queue, for: "consumer-\(number)") }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func drain(
        _ queue: any WakeUpQueue, for consumer: String
    ) async throws -> [WakeUp] {
        var all: [WakeUp] = []
        while true {
            let some = try await queue.take(10, for: consumer)
            guard !some.isEmpty else { return all }
            all += some.map(\.wakeUp)
            try await queue.acknowledge(some.map(\.id))
        }
    }
}
