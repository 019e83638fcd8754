import Executors
import Glibc
import Testing

@Suite struct ReactorTests {
    /// An actor that lives on a reactor.
    private actor Resident {
        nonisolated let reactor: Reactor
        private(set) var calls = 0

        init(_ reactor: Reactor) { self.reactor = reactor }

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            unsafe reactor.asUnownedSerialExecutor()
        }

        func call() -> Bool {
            calls += 1
            return reactor.isOnLoop
        }

        /// How many milliseconds a timer took.
        func wait(_ delay: Duration) async -> Duration {
            let start = ContinuousClock.now
            await withCheckedContinuation { continuation in
                _ = reactor.after(delay) { continuation.resume() }
            }
            return ContinuousClock.now - start
        }

        /// The order in which timers fired, one of them set by another, one cancelled.
        func order() async -> [Int] {
            let log = Log()
            await withCheckedContinuation { continuation in
                let cancelled = reactor.after(.milliseconds(1)) { log.entries.append(0) }
                reactor.cancel(cancelled)
                _ = reactor.after(.milliseconds(30)) { log.entries.append(2) }
                _ = reactor.after(.milliseconds(2)) { [reactor] in
                    log.entries.append(1)
                    _ = reactor.after(.milliseconds(60)) {
                        log.entries.append(3)
                        continuation.resume()
                    }
                }
            }
            return log.entries
        }

        /// Reads what was written into one end of a pipe, when the reactor says that it is there.
        func readByte(_ byte: UInt8) async -> UInt8 {
            var ends: [Int32] = [0, 0]
            guard unsafe pipe(&ends) == 0 else { return 0 }
            let (reader, writer) = (ends[0], ends[1])
            await withCheckedContinuation { continuation in
                reactor.watch(reader, for: .reading) { [reactor] _ in
                    reactor.unwatch(reader)
                    continuation.resume()
                }
                var byte = byte
                _ = unsafe write(writer, &byte, 1)
            }
            var found: UInt8 = 0
            _ = unsafe read(reader, &found, 1)
            close(reader)
            close(writer)
            return found
        }
    }

    /// Touched on the reactor's thread only.
    private final class Log: @unchecked Sendable {
        // Unchecked: see above; the reader comes after the last writer.
        var entries: [Int] = []
    }

    @Test func `actors run on the reactor's thread, one call after the other`() async {
        let resident = Resident(Reactor(name: "test"))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { await resident.call() } }
            for await isOnLoop in group { #expect(isOnLoop) }
        }
        #expect(await resident.calls == 200)
    }

    @Test func `a timer fires once, and never early`() async {
        let took = await Resident(Reactor(name: "test")).wait(.milliseconds(30))
        #expect(took >= .milliseconds(30))
    }

    @Test func `timers fire in their order, a timer may set another, a cancelled one is silent`()
        async
    {
        #expect(await Resident(Reactor(name: "test")).order() == [1, 2, 3])
    }

    @Test func `a descriptor that is ready calls its handler`() async {
        #expect(await Resident(Reactor(name: "test")).readByte(42) == 42)
    }
}
