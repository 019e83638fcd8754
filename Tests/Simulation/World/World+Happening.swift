import LedgerCore
import Rollout

extension World {
    func happen(_ what: Happening.What) {
        switch what {
        case .kill(let index, let point, let down):
            let worker = workers[index]
            befall(worker.life, point) { worker.kill($0, down: down) }
        case .freeze(let index, let point, let time):
            freeze(index.map { [workers[$0]] } ?? workers, point, time)
        case .stop(let index, let down): workers[index].stop(down: down)
        case .killAPI(let index): clients[index].restart()
        case .storeAway(let time): storeAwayUntil = simulator.now + time
        case .append(let fault): appendFaults.append(fault)
        case .clockBack(let time):
            databaseClock.offset -= time
            watch.clockWentBack = true
        case .flush: queue.flush()
        case .queueAway(let time): queue.awayUntil = simulator.now + time
        case .publish(let fault): queue.faults.append(fault)
        case .set(let fault): router.faults.append(fault)
        case .routerRestart: router.restart()
        case .routerSlow(let time): router.leastTime = time
        case .edit(let percent): router.edit(["one": 100 - percent, "two": percent])
        case .routerAway(let time): router.awayUntil = simulator.now + time
        case .deploy(let fault): slots.faults.append(fault)
        case .slotsAway(let time): slots.awayUntil = simulator.now + time
        case .metricsAway(let time): metrics.awayUntil = simulator.now + time
        case .breach(let time): metrics.breachUntil = simulator.now + time
        case .wish(let wish): make(wish)
        }
    }

    private func befall(
        _ life: ProcessLife, _ point: CrashPoint?, _ act: @escaping (ProcessLife) -> Void
    ) {
        if let point { life.doom(at: point, act) } else { act(life) }
    }

    private func freeze(_ workers: [WorkerProcess], _ point: CrashPoint?, _ time: Int) {
        let lives = workers.map(\.life)
        for life in lives {
            befall(life, point) { first in
                first.freeze(time)
                for other in lives where other !== first { other.spare() }
            }
        }
    }

    /// Nothing goes wrong any more, and people come back for what waits for them.
    func heal() {
        storeAwayUntil = 0
        appendFaults = []
        queue.heal()
        router.heal()
        slots.heal()
        metrics.heal()
        for worker in workers { worker.life.heal() }
        goOn()
    }

    /// Somebody comes by now and then and lets go on what is paused.
    private func goOn() {
        if isOver { return }
        if watch.state.active?.isPaused == true { make(.resume) }
        simulator.after(10_000) { [self] in goOn() }
    }

    /// Everything has its end, and reality is what the ledger says.
    var isAtRest: Bool {
        let state = watch.state
        return state.active == nil && state.open == nil && state.queue.isEmpty
            && state.rollbackQueue.isEmpty && state.pending.isEmpty && openRequests == 0
            && !router.hasLateRequests && isRouterRight
    }

    var isRouterRight: Bool {
        guard let wanted = watch.state.wanted else { return true }
        return router.shares["one"] == wanted.percent(of: "blue")
            && router.shares["two"] == wanted.percent(of: "green")
    }

    var isOver: Bool { watch.isOver }
}
