import Foundation
import Rollout
import Synchronization

/// In debug builds `SHIPLOG_CRASH_AT=point[:n]` kills the process when it reaches a point for the
/// n-th time (1 when left out), as `kill -9` would; in release builds the variable does nothing.
enum CrashInjection {
    static func fromEnvironment() -> CrashSwitch {
        #if DEBUG
            guard let text = ProcessInfo.processInfo.environment["SHIPLOG_CRASH_AT"] else {
                return { _ in }
            }
            let parts = text.split(separator: ":")
            let wanted = parts.first.flatMap { CrashPoint(rawValue: String($0)) }
            let countdown = Countdown(parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
            return { point in
                if point == wanted, countdown.isOver { kill(getpid(), SIGKILL) }
            }
        #else
            return { _ in }
        #endif
    }

    private final class Countdown: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }

        var isOver: Bool {
            left.withLock { left in
                left -= 1
                return left == 0
            }
        }
    }
}
