import LedgerCore
import Synchronization

/// Time that stands still until a test moves it.
final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ text: String = "2026-11-24T13:00:00Z") {
        time = Mutex(Timestamp(text) ?? Timestamp(microseconds: 0))
    }

    var now: Timestamp { time.withLock { $0 } }

    func advance(seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}
