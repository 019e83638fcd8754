import Glibc

/// An exclusive lock among all processes that see one file; the end of a process lets it go.
///
/// `flock(2)`: on a network file system as far as that one keeps such locks.
package struct FileLock: ~Copyable {
    private let descriptor: Int32

    deinit { close(descriptor) }

    /// The lock, or `nil` while somebody else has it. Never waits.
    ///
    /// - Throws: ``Failure`` when the file cannot be opened; it is created when there is none.
    package static func take(_ path: String) throws(Failure) -> FileLock? {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure(errorNumber: errno) }
        let lock = FileLock(descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        return lock
    }

    package struct Failure: Error, Sendable, Equatable {
        package let errorNumber: Int32
    }
}
