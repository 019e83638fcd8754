import Executors
import FoundationEssentials
import Glibc

/// A process of ours that never outlives us: not when we are killed, nor when it is let go.
package final class ChildProcess: Sendable {
    package let pid: Int32
    private let launch: Launch
    private let exit: ExitLatch
    /// Where in the log this process began to write, in bytes.
    private let logStart: Int

    private init(pid: Int32, launch: Launch, logStart: Int) {
        self.pid = pid
        self.launch = launch
        self.logStart = logStart
        exit = ExitLatch()
        DedicatedThread.start(name: "reaper") { [pid, exit] in Self.reap(pid, into: exit) }
    }

    deinit { send(launch.deathSignal) }

    /// Starts a program; whether it then works, only its exit or its answers tell.
    ///
    /// - Throws: ``ServerError/Code/executableMissing``, ``ServerError/Code/didNotStart``.
    package static func start(_ launch: Launch) async throws(ServerError) -> ChildProcess {
        let logStart = FileManager.default.contents(atPath: launch.log)?.count ?? 0
        let pid = try await Spawner.shared.spawn(launch)
        return ChildProcess(pid: pid, launch: launch, logStart: logStart)
    }

    /// Runs a program to its end.
    ///
    /// - Throws: besides what `start` throws, ``ServerError/Code/exited`` when the program failed
    ///   and ``ServerError/Code/timedOut``, after which it is dead.
    package static func run(
        _ launch: Launch, within limit: Duration = .seconds(60)
    ) async throws(ServerError) {
        let child = try await start(launch)
        guard let status = await child.waitForExit(within: limit) else {
            await child.stop(.kill)
            throw ServerError(.timedOut, "\(launch.executable) took longer than \(limit)")
        }
        guard status == .exited(code: 0) else { throw child.error(.exited, "ended with \(status)") }
    }

    package var isRunning: Bool { exit.status == nil }

    /// Sends a signal; does nothing when the process has ended.
    ///
    /// A kill goes to the whole process group, because the process cannot pass it on.
    package func send(_ signal: Signal) {
        exit.whileRunning { _ = Glibc.kill(signal == .kill ? -pid : pid, signal.number) }
    }

    /// How the process ended, or `nil` when it still runs after `limit`.
    package func waitForExit(within limit: Duration) async -> ExitStatus? {
        await exit.wait(within: limit)
    }

    /// Asks the process to end, and ends it when it does not; returns when it is gone.
    package func stop(
        _ signal: Signal = .terminate, gracePeriod: Duration = .seconds(10)
    ) async {
        send(signal)
        if await waitForExit(within: gracePeriod) != nil { return }
        send(.kill)
        // Only a process stuck in the kernel outlives this; waiting longer would not help it.
        _ = await waitForExit(within: .seconds(10))
    }

    /// An error that quotes the end of the process' log.
    func error(_ code: ServerError.Code, _ whatHappened: String) -> ServerError {
        ServerError(code, "\(launch.executable) \(whatHappened): \(logTail); see \(launch.log)")
    }

    /// The last lines that this process wrote.
    private var logTail: String {
        let bytes = FileManager.default.contents(atPath: launch.log)?.dropFirst(logStart) ?? Data()
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return lines.suffix(6).joined(separator: " | ")
    }

    /// Waits on its own thread.
    ///
    /// The process stays a zombie until the latch is locked, so no signal
    /// can hit a stranger that got the same process id.
    private static func reap(_ pid: Int32, into exit: ExitLatch) {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR
        {}
        exit.end {
            var status: Int32 = 0
            unsafe waitpid(pid, &status, 0)
            return ExitStatus(waitStatus: status)
        }
    }
}
