import Executors
import Glibc
import Testing

@Suite struct BlockingExecutorTests {
    private actor Blocker {
        private nonisolated let executor = BlockingExecutor(name: "test-blocker")
        private(set) var threads: Set<UInt> = []

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            unsafe executor.asUnownedSerialExecutor()
        }

        func note() { threads.insert(UInt(pthread_self())) }

        /// Blocks the thread until the other end is written to.
        func block(on descriptor: Int32) {
            var byte: UInt8 = 0
            _ = unsafe read(descriptor, &byte, 1)
        }
    }

    @Test func `its actor stays on one thread of its own`() async {
        let blocker = Blocker()
        for _ in 0..<50 { await blocker.note() }
        #expect(await blocker.threads.count == 1)
        #expect(await !blocker.threads.contains(UInt(pthread_self())))
    }

    @Test func `while many block, the shared pool goes on`() async {
        var ends: [Int32] = [0, 0]
        #expect(unsafe pipe(&ends) == 0)
        let (reader, writer) = (ends[0], ends[1])
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { await Blocker().block(on: reader) } }
            // Reached only if the pool's threads are free.
            group.addTask {
                var bytes = [UInt8](repeating: 1, count: 8)
                _ = unsafe write(writer, &bytes, 8)
            }
        }
        close(reader)
        close(writer)
    }
}
