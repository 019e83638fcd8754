import CLinux
import Glibc
import Synchronization

/// One thread that runs the actors living on it, waits for file descriptors and keeps timers.
///
/// As serial executor it owns its actors; as task executor it runs the tasks that call them, so
/// that a call between the two needs no thread hop (measured: a hop costs 10 to 20 us of CPU).
/// Nothing that blocks or computes for long may run here. It lives as long as the process.
package final class Reactor: SerialExecutor, TaskExecutor, @unchecked Sendable {
    // Unchecked: `jobs` has a lock; everything else is touched by the reactor's own thread only,
    // which `preconditionOnLoop` checks.
    private let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    private let jobs = Mutex<[UnownedJob]>([])
    private let thread = Mutex<pthread_t?>(nil)
    private var handlers: [Int32: (Readiness) -> Void] = [:]
    private var timers = TimerQueue()

    /// What a descriptor is ready for; errors and hang-ups count as readable, reading tells which.
    package struct Readiness: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }
        package static let reading = Readiness(rawValue: EPOLLIN.rawValue)
        package static let writing = Readiness(rawValue: EPOLLOUT.rawValue)
    }

    /// Starts the thread. Traps when the process has no descriptor or thread left.
    package init(name: String) {
        precondition(epoll >= 0 && wakeUp >= 0, "no file descriptor left for a reactor")
        _ = clinux_epoll_control(epoll, EPOLL_CTL_ADD, wakeUp, Readiness.reading.rawValue)
        DedicatedThread.start(name: name) { self.run() }
    }

    package var isOnLoop: Bool {
        thread.withLock { owner in owner.map { pthread_equal(pthread_self(), $0) != 0 } ?? false }
    }

    // Without these two `assumeIsolated` inside a descriptor's handler would trap.
    package func checkIsolated() { precondition(isOnLoop, "not on the reactor's thread") }
    package func isIsolatingCurrentContext() -> Bool? { isOnLoop }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }

    package func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        unsafe UnownedTaskExecutor(ordinary: self)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst, !isOnLoop { wake() }
    }

    /// Calls `handler` on the loop whenever the descriptor is ready; a second call replaces it.
    package func watch(
        _ descriptor: Int32, for readiness: Readiness, handler: @escaping (Readiness) -> Void
    ) {
        preconditionOnLoop()
        let isKnown = handlers.updateValue(handler, forKey: descriptor) != nil
        let operation = isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
        _ = clinux_epoll_control(epoll, operation, descriptor, readiness.rawValue)
    }

    /// Forgets a descriptor; call it before the descriptor is closed, or its number may come back.
    package func unwatch(_ descriptor: Int32) {
        preconditionOnLoop()
        guard handlers.removeValue(forKey: descriptor) != nil else { return }
        _ = clinux_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0)
    }

    /// Calls `action` on the loop once, after at least `delay`.
    package func after(_ delay: Duration, action: @escaping () -> Void) -> TimerQueue.Token {
        preconditionOnLoop()
        return timers.add(at: .now + delay, action: action)
    }

    package func cancel(_ timer: TimerQueue.Token) {
        preconditionOnLoop()
        timers.remove(timer)
    }

    private func preconditionOnLoop() { precondition(isOnLoop, "not on the reactor's thread") }

    private func wake() {
        var one: UInt64 = 1
        _ = unsafe Glibc.write(wakeUp, &one, 8)
    }
}

extension Reactor {
    private func run() -> Never {
        thread.withLock { $0 = pthread_self() }
        var batch: [UnownedJob] = []
        let capacity = 64
        let ready = UnsafeMutablePointer<epoll_event>.allocate(capacity: capacity)
        while true {
            let didWork = runJobs(&batch)
            let didFire = fireTimers()
            let wait = didWork || didFire ? 0 : timers.millisecondsToNext(from: .now)
            let count = unsafe epoll_wait(epoll, ready, Int32(capacity), wait)
            for index in 0..<max(0, Int(count)) {
                unsafe deliver(
                    clinux_event_descriptor(ready + index), clinux_event_bits(ready + index))
            }
        }
    }

    private func runJobs(_ batch: inout [UnownedJob]) -> Bool {
        jobs.withLock { jobs in swap(&jobs, &batch) }
        guard !batch.isEmpty else { return false }
        for index in batch.indices {
            unsafe batch[index].runSynchronously(
                isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        }
        batch.removeAll(keepingCapacity: true)
        return true
    }

    /// An action may set and cancel timers, so it must not run inside the queue's own method.
    private func fireTimers() -> Bool {
        let due = timers.takeDue(at: .now)
        for action in due { action() }
        return !due.isEmpty
    }

    private func deliver(_ descriptor: Int32, _ bits: UInt32) {
        guard descriptor != wakeUp else {
            var count: UInt64 = 0
            _ = unsafe Glibc.read(wakeUp, &count, 8)
            return
        }
        var readiness = Readiness(rawValue: bits).intersection([.reading, .writing])
        if bits & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { readiness.insert(.reading) }
        handlers[descriptor]?(readiness)
    }
}
