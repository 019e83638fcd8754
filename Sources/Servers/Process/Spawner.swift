import CLinux
import Executors
import FoundationEssentials
import Glibc

/// Starts processes, all from one thread that lives as long as ours.
///
/// The kernel sends the parent-death signal when the *thread* that made the child ends, so a
/// thread of a pool would take its children with it at any moment.
actor Spawner {
    static let shared = Spawner()

    private let thread = BlockingExecutor(name: "spawner")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// Starts the process in a process group of its own, with nothing to read and a log to write.
    func spawn(_ launch: Launch) throws(ServerError) -> pid_t {
        let command = try launch.command()
        let environment = launch.environment ?? ProcessInfo.processInfo.environment
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe redirect(&actions, for: launch)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        detach(&attributes)
        var child = pid_t()
        let code = unsafe withCStrings(command) { arguments in
            unsafe withCStrings(environment.map { "\($0)=\($1)" }) { variables in
                unsafe posix_spawn(&child, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else {
            let reason = unsafe String(cString: strerror(code))
            throw ServerError(.didNotStart, "cannot start \(launch.executable): \(reason)")
        }
        return child
    }

    private func redirect(_ actions: inout posix_spawn_file_actions_t, for launch: Launch) {
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(
            &actions, 1, launch.log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        unsafe clinux_spawn_isolated(&actions, launch.workingDirectory)
    }

    /// Undoes what a server would inherit: our process group, blocked and ignored signals.
    private func detach(_ attributes: inout posix_spawnattr_t) {
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    }

    /// Lends the strings as the null-ended array that C wants.
    private func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
        return unsafe body(copies + [nil])
    }
}
