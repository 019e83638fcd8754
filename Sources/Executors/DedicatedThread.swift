import CLinux
import Glibc

/// Threads for what must not run on Swift's shared pool, which has as many threads as cores.
package enum DedicatedThread {
    /// Runs `body` on a new detached thread; traps when the system has no thread left.
    ///
    /// - Parameter name: shown by `top -H` and debuggers; the kernel keeps 15 bytes.
    package static func start(name: String, _ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Start(name: String(name.prefix(15)), body: body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                let start = unsafe Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
                unsafe clinux_name_this_thread(start.name)
                start.body()
                return nil
            }, box.toOpaque())
        precondition(code == 0, "no thread left")
        pthread_detach(thread)
    }

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void
        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
