import Testing
import WorkQueue

extension WakeUpQueueContract {
    static let waiting = [
        WakeUpQueueRule("an empty queue answers when the patience ends") { queue in
            let start = ContinuousClock.now
            let received = try await queue.receive(
                Lane.allCases, for: "ada", limit: 1, patience: .milliseconds(150))
            #expect(received.isEmpty)
            #expect(ContinuousClock.now - start >= .milliseconds(150))
        },
        WakeUpQueueRule("a consumer that waits is woken by a publication") { queue in
            try await queueWakes(queue, [.control, .commands], by: .commands)
        },
        WakeUpQueueRule("a consumer that waits for control alone is woken by control") { queue in
            try await queueWakes(queue, [.control], by: .control)
        },
        WakeUpQueueRule("a consumer that waits is not woken by another lane") { queue in
            async let received = queue.receive(
                [.control], for: "ada", limit: 1, patience: .milliseconds(300))
            try await queue.publish(wakeUps(3))
            #expect(try await received.isEmpty)
        },
        WakeUpQueueRule("two that wait get one wake-up each") { queue in
            async let first = queue.receive(
                [.commands], for: "ada", limit: 1, patience: .seconds(30))
            async let second = queue.receive(
                [.commands], for: "bob", limit: 1, patience: .seconds(30))
            try await queue.pass(.milliseconds(100))
            try await queue.publish(wakeUps(1))
            try await queue.pass(.milliseconds(100))
            try await queue.publish(wakeUps(1))
            let counts = try await [first.count, second.count]
            #expect(counts == [1, 1])
        },
    ]

    private static func queueWakes(
        _ queue: any WakeUpQueue, _ lanes: [Lane], by lane: Lane
    ) async throws {
        let start = ContinuousClock.now
        async let received = queue.receive(lanes, for: "ada", limit: 1, patience: .seconds(30))
        try await queue.pass(.milliseconds(100), on: lane == .control ? .commands : .control)
        try await queue.publish(wakeUps(1, in: lane))
        #expect(try await received.map(\.wakeUp) == wakeUps(1, in: lane))
        #expect(ContinuousClock.now - start < .seconds(15))
    }
}
