import LedgerCore
import Synchronization

/// The database's clock, which stands still until a test moves it.
final class TestClock: Sendable {
    static let start = Timestamp(microseconds: 1_795_521_600_000_000)

    private let time = Mutex(start)

    var now: Timestamp { time.withLock { $0 } }

    func wait(_ seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }

    /// Never back.
    func move(to time: Timestamp) { self.time.withLock { $0 = max($0, time) } }
}
