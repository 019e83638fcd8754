import Executors

/// Cancelling a statement without ever hitting the next one.
extension PostgresConnection {
    /// A server that does not even answer a cancel for this long is given up.
    private static let cancelGrace = Duration.seconds(5)
    /// Pause between two cancels of the same statement.
    private static let cancelPause = Duration.milliseconds(20)

    func interrupt(_ number: Int, _ code: PostgresError.Code) {
        guard exchange.number == number, exchange.isRunning, handle != nil else { return }
        guard exchange.interruption == nil else { return }
        exchange.interruption = code
        sendCancel(number)
        _ = reactor.after(Self.cancelGrace) { [weak self] in
            self?.assumeIsolated { $0.giveUp(number) }
        }
    }

    private func sendCancel(_ number: Int) {
        guard exchange.number == number, exchange.isRunning, handle != nil else { return }
        cancellation.start()
        let ticket = handle!.makeCancellation()
        DedicatedThread.start(name: "postgres-stop") { [reactor] in
            ticket.run()
            Task(executorPreference: reactor) { await self.cancelReturned(number) }
        }
    }

    /// A cancel that reaches the server before it has begun the statement is lost: ask again.
    private func cancelReturned(_ number: Int) {
        cancellation.finish()
        guard exchange.number == number, exchange.isRunning else { return }
        _ = reactor.after(Self.cancelPause) { [weak self] in
            self?.assumeIsolated { $0.sendCancel(number) }
        }
    }

    /// Also when only the cancel hangs: delivered later, it would hit another statement.
    private func giveUp(_ number: Int) {
        guard exchange.number == number, exchange.isRunning || cancellation.isRunning else {
            return
        }
        lose(PostgresError(.connectionLost, text: "no answer to a cancel"))
        cancellation.finish()
    }

    /// The connection is held until the cancel has been delivered: it must not hit what comes next.
    func settle() async {
        guard cancellation.isRunning else { return }
        await withCheckedContinuation { cancellation.wait($0) }
    }
}
