import Executors
import Rollout
import ServiceLifecycle

/// One worker; a graceful shutdown lets the steps in hand end.
struct WorkerService: Service, CustomStringConvertible {
    var description: String { "worker" }

    let worker: Worker
    /// Of the connections: what runs there asks the database without a thread hop.
    let reactor: Reactor

    func run() async throws {
        await withTaskGroup { group in
            group.addTask {
                // Ends by cancellation when the work has ended by itself.
                guard (try? await gracefulShutdown()) != nil else { return }
                await worker.stop()
            }
            await withTaskExecutorPreference(reactor) { await worker.run() }
            group.cancelAll()
        }
    }
}
