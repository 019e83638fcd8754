import EventLog
import LedgerCore
import Rollout

/// The place of a worker: one process after the other, each with the real worker in it.
final class WorkerProcess: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    private let index: Int
    private unowned let world: World
    private var generation = 0
    private(set) var life: ProcessLife
    private(set) var loader: ServiceLoader
    private var worker: Worker

    init(_ index: Int, _ world: World) {
        self.index = index
        self.world = world
        (life, loader, worker) = Self.make("w\(index)", index, world)
        start()
    }

    private static func make(
        _ name: String, _ index: Int, _ world: World
    ) -> (ProcessLife, ServiceLoader, Worker) {
        let skew = [-8000, 0, 8000][index % 3] * (world.mistake == .ownClock ? 2 : 1)
        let life = ProcessLife(name, skew: skew, world.simulator)
        let store = ProcessStore(life: life, world: world)
        let loader = ServiceLoader(store: store)
        let runner = SagaRunner(
            store: store, loader: loader, outbound: ProcessOutbound(life: life, world: world),
            worker: name, time: life.time, ids: world.ids, logger: World.logger,
            reach: { [life] point in life.reach(point) })
        let worker = Worker(
            runner: runner, queue: ProcessQueue(life: life, queue: world.queue), due: store,
            settings: World.workerSettings(name), time: life.time, logger: World.logger)
        return (life, loader, worker)
    }

    private func start() {
        let worker = self.worker
        life.task = world.simulator.spawn { await worker.run() }
    }

    /// Ends the process, if it is this one still, and starts another later.
    func kill(_ life: ProcessLife, down: Int) {
        guard life === self.life, !life.isDead else { return }
        life.die()
        restart(after: down)
    }

    /// Asks it to stop; its steps in hand end first.
    func stop(down: Int) {
        let worker = self.worker
        world.simulator.spawn { await worker.stop() }
        restart(after: down)
    }

    private func restart(after down: Int) {
        world.simulator.after(down) { [self] in
            if world.isOver { return }
            generation += 1
            (life, loader, worker) = Self.make("w\(index).\(generation)", index, world)
            start()
        }
    }

    /// For the end of the world: nothing is left running.
    func end() { life.die() }
}
