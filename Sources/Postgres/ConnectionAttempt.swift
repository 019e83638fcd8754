import Executors

/// Connects once, with a deadline, without ever blocking the reactor.
actor ConnectionAttempt {
    private let reactor: Reactor
    private var started: StartedConnection?
    private var waiter: CheckedContinuation<Void, Never>?
    private var isOver = false

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe reactor.asUnownedSerialExecutor()
    }

    init(on reactor: Reactor) { self.reactor = reactor }

    /// - Throws: `connectionFailed` when the server refuses, is not there or is too slow.
    func run(_ settings: String, timeout: Duration) async throws(PostgresError) -> ConnectionHandle
    {
        let timer = reactor.after(timeout) { [weak self] in
            self?.assumeIsolated { $0.giveUp() }
        }
        defer { reactor.cancel(timer) }
        let handle = try await start(settings)
        while true {
            switch handle.poll() {
            case .ready:
                handle.prepareForUse()
                return handle
            case .failed: throw handle.error(.connectionFailed)
            case .reading: await readiness(of: handle.descriptor, .reading)
            case .writing: await readiness(of: handle.descriptor, .writing)
            }
            if isOver { throw Self.tooSlow }
        }
    }

    private static let tooSlow = PostgresError(.connectionFailed, text: "no answer in time")

    /// Resolving the host's name blocks inside libpq, so this step has a thread of its own.
    private func start(_ settings: String) async throws(PostgresError) -> ConnectionHandle {
        await withCheckedContinuation { continuation in
            waiter = continuation
            guard !isOver else { return wake() }
            DedicatedThread.start(name: "postgres-dial") { [reactor] in
                let started = StartedConnection(settings)
                Task(executorPreference: reactor) { await self.arrived(started) }
            }
        }
        guard let handle = started?.take() else { throw Self.tooSlow }
        return handle
    }

    private func arrived(_ connection: StartedConnection) {
        if !isOver { started = connection }
        wake()
    }

    /// The descriptor may be another one after each step: libpq tries the next address.
    private func readiness(of descriptor: Int32, _ readiness: Reactor.Readiness) async {
        await withCheckedContinuation { continuation in
            waiter = continuation
            guard !isOver else { return wake() }
            reactor.watch(descriptor, for: readiness) { [weak self] _ in
                self?.assumeIsolated { $0.wake() }
            }
        }
        reactor.unwatch(descriptor)
    }

    private func giveUp() {
        isOver = true
        wake()
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}

/// Carries a connection from the thread that began it to the reactor; closes it if nobody takes it.
private final class StartedConnection: @unchecked Sendable {
    // Unchecked: the thread lets go of it before the reactor's actor touches it.
    private var handle: ConnectionHandle?

    init(_ settings: String) { handle = ConnectionHandle.start(settings) }

    func take() -> ConnectionHandle? { handle.take() }
}
