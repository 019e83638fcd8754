import Executors

/// What happens on the socket.
extension PostgresConnection {
    func watch() {
        let readiness: Reactor.Readiness = isSending ? [.reading, .writing] : .reading
        reactor.watch(descriptor, for: readiness) { [weak self] _ in
            self?.assumeIsolated { $0.becameReady() }
        }
    }

    private func becameReady() {
        guard handle != nil else { return }
        if isSending { flush() }
        guard handle!.consumeInput() else { return lose(handle!.error(.connectionLost)) }
        while let notification = handle!.nextNotification() { announce.yield(notification) }
        collect()
    }

    func flush() {
        let isPending = !handle!.flush()
        guard isPending != isSending else { return }
        isSending = isPending
        watch()
    }

    /// Takes the results that are complete; the last one ends the statement.
    private func collect() {
        while exchange.isRunning {
            if exchange.isCopying, !collectCopy() { return }
            guard !handle!.isBusy() else { return }
            guard let result = handle!.nextResult() else { return finish() }
            exchange.accept(result)
        }
    }

    /// `true` when the copy has ended, for good or ill: the next result says which.
    private func collectCopy() -> Bool {
        while true {
            switch handle!.appendCopyData(to: &exchange.copied) {
            case .appended: continue
            case .nothingYet:
                copyGrew()
                return false
            case .ended:
                exchange.isCopying = false
                return true
            }
        }
    }

    private func finish() {
        exchange.isRunning = false
        if let failure = exchange.failure, failure.isConnectionLost { return lose(failure) }
        wake()
    }

    func lose(_ error: PostgresError) {
        if handle != nil { reactor.unwatch(descriptor) }
        handle = nil
        announce.finish()
        if exchange.isRunning, exchange.failure == nil { exchange.failure = error }
        exchange.isRunning = false
        wake()
    }
}
