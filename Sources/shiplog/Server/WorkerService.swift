import Rollout
import ServiceLifecycle

/// One worker; a graceful shutdown lets the steps in hand end.
struct WorkerService: Service, CustomStringConvertible {
    var description: String { "worker" }

    let worker: Worker

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { await worker.run() }
            group.addTask {
                try? await gracefulShutdown()
                await worker.stop()
            }
            await group.next()
            group.cancelAll()
        }
    }
}
