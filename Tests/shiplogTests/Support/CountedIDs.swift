import EventLog
import LedgerCore
import Synchronization

/// Ids 1, 2, 3 …, so that texts with ids are the same in every run.
enum CountedIDs {
    static func source() -> IDSource {
        let last = LastID()
        return IDSource { _ in last.next() }
    }

    private final class LastID: Sendable {
        private let number = Mutex<UInt64>(0)

        func next() -> ID {
            number.withLock { number in
                number += 1
                return ID(high: 0, low: number)
            }
        }
    }
}
