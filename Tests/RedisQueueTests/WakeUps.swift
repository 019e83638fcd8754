import LedgerCore
import WorkQueue

/// Wake-ups of as many streams as wanted, told apart by their commands.
func wakeUps(_ count: Int, in lane: Lane = .commands) -> [WakeUp] {
    (0..<count).map { number in
        WakeUp(
            stream: .service("agent-\(number)", in: "production"), lane: lane,
            command: ID(high: 5, low: UInt64(number)))
    }
}
