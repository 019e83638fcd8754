import LedgerCore
import Testing
package import WorkQueue

/// What all wake-up queues have in common; each implementation's tests run every rule.
package enum WakeUpQueueContract {
    package static let rules = delivery + waiting + holding + upkeep

    /// Longer than any test lasts.
    static let never = Duration.seconds(1800)

    static let service = StreamName.service("agent", in: "production")

    /// Wake-ups of one stream, told apart by their commands.
    static func wakeUps(
        _ count: Int, in lane: Lane = .commands, stream: StreamName = service
    ) -> [WakeUp] {
        (0..<count).map { number in
            WakeUp(stream: stream, lane: lane, command: ID(high: 7, low: UInt64(number)))
        }
    }

    /// Wake-ups of as many streams, so that all partitions have some.
    static func scattered(_ count: Int, in lane: Lane = .commands) -> [WakeUp] {
        (0..<count).map { number in
            WakeUp(
                stream: .service("agent-\(number)", in: "production"), lane: lane,
                command: ID(high: 8, low: UInt64(number)))
        }
    }
}

extension WakeUpQueue {
    /// Takes what is there, control and commands, without waiting.
    package func take(_ limit: Int = 100, for consumer: String = "ada") async throws -> [Delivery] {
        try await receive(Lane.allCases, for: consumer, limit: limit, patience: .zero)
    }

    /// Takes one, which must be there.
    package func takeOne(for consumer: String = "ada") async throws -> Delivery {
        try #require(await take(1, for: consumer).first)
    }

    /// Lets time pass in a way that every queue offers: by waiting for what does not come.
    ///
    /// - Parameter lane: one that stays empty; the clock would take what comes.
    package func pass(_ time: Duration, on lane: Lane = .control) async throws {
        let came = try await receive([lane], for: "clock", limit: 1, patience: time)
        #expect(came.isEmpty)
    }
}
