import Glibc
import Synchronization

/// A serial executor with a thread of its own, for actors whose C library blocks.
///
/// The thread ends when the executor is released. Jobs still queued then are run first.
package final class BlockingExecutor: SerialExecutor {
    private let mailbox: Mailbox

    package init(name: String) {
        let mailbox = Mailbox()
        self.mailbox = mailbox
        DedicatedThread.start(name: name) { [mailbox] in mailbox.drain() }
    }

    deinit { mailbox.close() }

    package func enqueue(_ job: consuming ExecutorJob) {
        unsafe mailbox.put(UnownedJob(job), for: asUnownedSerialExecutor())
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }
}

/// The jobs of a ``BlockingExecutor``; its thread owns this, not the executor.
@safe private final class Mailbox: @unchecked Sendable {
    // Unchecked: `jobs` and `isClosed` are guarded by `mutex`, which `condition` belongs to.
    @safe private struct Entry {
        let job: UnownedJob
        let executor: UnownedSerialExecutor
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Entry] = []
    private var isClosed = false

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    func put(_ job: UnownedJob, for executor: UnownedSerialExecutor) {
        unsafe pthread_mutex_lock(mutex)
        unsafe jobs.append(Entry(job: job, executor: executor))
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    func close() {
        unsafe pthread_mutex_lock(mutex)
        isClosed = true
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    func drain() {
        while let batch = take() {
            for index in batch.indices {
                unsafe batch[index].job.runSynchronously(on: batch[index].executor)
            }
        }
    }

    /// Waits for jobs; `nil` when the executor is gone and nothing is left.
    private func take() -> [Entry]? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while jobs.isEmpty, !isClosed { unsafe pthread_cond_wait(condition, mutex) }
        defer { jobs.removeAll() }
        return jobs.isEmpty ? nil : jobs
    }
}
