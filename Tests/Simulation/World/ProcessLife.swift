import LedgerCore
import Rollout

/// A process of the world: alive or dead, moving or frozen. Whatever it asks of the outside goes
/// through ``pass(_:)``, so that it can end or stand still at every wait.
final class ProcessLife: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    let name: String
    /// How far the machine's own clock is off, in milliseconds.
    let skew: Int
    private let simulator: Simulator
    private(set) var isDead = false
    private var frozenUntil = 0
    private var doom: (point: CrashPoint, act: (ProcessLife) -> Void)?
    var task: Task<Void, Never>?
    /// For ``Mistake/outcomeDropped``: attempts whose outcome met a conflict.
    var dropped: Set<Int64> = []

    struct Killed: Error {}

    init(_ name: String, skew: Int, _ simulator: Simulator) {
        self.name = name
        self.skew = skew
        self.simulator = simulator
    }

    func die() {
        isDead = true
        task?.cancel()
    }

    func freeze(_ milliseconds: Int) {
        frozenUntil = max(frozenUntil, simulator.now + milliseconds)
    }

    /// Something befalls it when it next gets there.
    func doom(at point: CrashPoint, _ act: @escaping (ProcessLife) -> Void) { doom = (point, act) }

    /// What was to befall it does not.
    func spare() { doom = nil }

    func heal() {
        spare()
        frozenUntil = 0
    }

    func reach(_ point: CrashPoint) {
        guard let doom, doom.point == point else { return }
        self.doom = nil
        doom.act(self)
    }

    /// Time that a call takes to get there or back.
    func pass(_ milliseconds: Int) async throws(Killed) {
        await wait(milliseconds)
        if isDead { throw Killed() }
    }

    func wait(_ milliseconds: Int) async {
        if isDead { return }
        await simulator.sleep(milliseconds)
        while frozenUntil > simulator.now, !isDead {
            await simulator.sleep(frozenUntil - simulator.now)
            if Task.isCancelled { return }
        }
    }

    /// A frozen process does not even begin a call.
    func thaw() async throws(Killed) {
        if frozenUntil > simulator.now { await wait(0) }
        if isDead { throw Killed() }
    }

    var time: ProcessTime {
        let start = World.epoch
        return ProcessTime(
            now: { [simulator, skew] in start + .milliseconds(simulator.now + skew) },
            wait: { [self] duration in
                await wait(Int(duration / .milliseconds(1)))
                try Task.checkCancellation()
            },
            random: { [simulator] in simulator.random.next() })
    }
}
