import Redis
import WorkQueue

extension WakeUpQueueError {
    init(_ error: RedisError) {
        let code: Code = error.code == .serverError ? .refused : .unavailable
        self.init(code, "Redis: \(error)")
    }
}
