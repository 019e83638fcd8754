import Executors

/// Cancelling a statement without ever hitting the next one.
extension PostgresConnection {
    /// A server that does not even answer a cancel for this long is given up.
    private static let cancelGrace = Duration.seconds(5)

    func interrupt(_ number: Int, _ code: PostgresError.Code) {
        guard exchange.number == number, exchange.isRunning, handle != nil else { return }
        guard exchange.interruption == nil else { return }
        exchange.interruption = code
        cancellation.start()
        let ticket = handle!.makeCancellation()
        DedicatedThread.start(name: "postgres-stop") { [reactor] in
            ticket.run()
            Task(executorPreference: reactor) { await self.cancellationReturned() }
        }
        _ = reactor.after(Self.cancelGrace) { [weak self] in
            self?.assumeIsolated { $0.giveUp(number) }
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

    private func cancellationReturned() { cancellation.finish() }

    /// The connection is held until the cancel has been delivered: it must not hit what comes next.
    func settle() async {
        guard cancellation.isRunning else { return }
        await withCheckedContinuation { cancellation.wait($0) }
    }
}
