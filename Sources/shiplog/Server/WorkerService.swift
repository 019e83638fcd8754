import Rollout
import ServiceLifecycle

/// One worker; a graceful shutdown lets the steps in hand end.
struct WorkerService: Service, CustomStringConvertible {
    var description: String { "worker" }

    let worker: Worker

    func run() async throws {
        await withTaskGroup { group in
            group.addTask {
                // Ends by cancellation when the work has ended by itself.
                guard (try? await gracefulShutdown()) != nil else { return }
                await worker.stop()
            }
            await worker.run()
            group.cancelAll()
        }
    }
}
