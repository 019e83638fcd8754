import Rollout
import ServiceLifecycle

/// One worker; a graceful shutdown lets the steps in hand end.
struct WorkerService: Service, CustomStringConvertible {
    var description: String { "worker" }

    let worker: Worker

    func run() async throws {
        await withTaskGroup { group in
            group.addTask {
                // Cancelled at the latest when the worker has ended.
                try? await gracefulShutdown()
                await worker.stop()
            }
            await worker.run()
            group.cancelAll()
        }
    }
}
