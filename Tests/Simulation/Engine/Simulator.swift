/// One thread's worth of world: every task of it runs here, one job at a time, in an order that the
/// seed decides, and time goes on only when there is nothing left to do.
final class Simulator: TaskExecutor, @unchecked Sendable {
    // Unchecked: whoever calls `run` owns all of it; jobs are enqueued by jobs that run there.
    private var jobs: [UnownedJob] = []
    private var timers: [Timer] = []
    private var sleepers: [Int: CheckedContinuation<Void, Never>] = [:]
    private var lastNumber = 0
    /// Milliseconds since the world began.
    private(set) var now = 0
    var random: SeededRandom

    private struct Timer {
        let at: Int
        let number: Int
        let action: () -> Void

        func isLater(than other: Timer) -> Bool { (at, number) > (other.at, other.number) }
    }

    init(seed: Int) { random = SeededRandom(seed) }

    func enqueue(_ job: consuming ExecutorJob) {
        jobs.append(UnownedJob(job))
    }

    /// Starts a task that runs here alone, with all its children.
    @discardableResult
    func spawn(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        Task(executorPreference: self, operation: body)
    }

    /// Does something `delay` milliseconds from now.
    func after(_ delay: Int, _ action: @escaping () -> Void) {
        lastNumber += 1
        let timer = Timer(at: now + max(0, delay), number: lastNumber, action: action)
        var low = 0
        var high = timers.count
        while low < high {
            let middle = (low + high) / 2
            if timers[middle].isLater(than: timer) { low = middle + 1 } else { high = middle }
        }
        timers.insert(timer, at: low)
    }

    /// Waits in the world's time; ends early by ``wake(_:)`` and when the task is cancelled.
    func sleep(_ milliseconds: Int, ticket: Int? = nil) async {
        let number = ticket ?? draw()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume() }
                sleepers[number] = continuation
                after(milliseconds) { self.wake(number) }
            }
        } onCancel: {
            wake(number)
        }
    }

    /// A name for a sleep, to wake it by.
    func draw() -> Int {
        lastNumber += 1
        return lastNumber
    }

    func wake(_ ticket: Int) { sleepers.removeValue(forKey: ticket)?.resume() }

    /// Ends all waiting, now that the world is over.
    func end() {
        runJobs()
        for ticket in sleepers.keys.sorted() { wake(ticket) }
        runJobs()
        timers = []
    }

    /// Plays on until `isOver`, or nothing is left, or the time is up.
    func run(until end: Int, _ isOver: () -> Bool = { false }) {
        while true {
            runJobs()
            guard !isOver(), let next = timers.last, next.at <= end else { break }
            timers.removeLast()
            now = max(now, next.at)
            next.action()
        }
        if !isOver() { now = max(now, end) }
    }

    private func runJobs() {
        while !jobs.isEmpty {
            let index = jobs.count == 1 ? 0 : Int.random(in: 0..<jobs.count, using: &random)
            let job = jobs.remove(at: index)
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
}
