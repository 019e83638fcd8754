import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

/// Workers that are stopped before they send, at routers that cannot refuse what comes too late.
@Suite(.timeLimit(.minutes(1)))
struct LateSendTests {
    @Test func `a worker that learns of its own intent too late does not send it`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        let store = LateAnswerStore(base: bench.store, ending: "traffic.shift_decided")
        var timing = Bench.timing
        timing.sendWithin = .milliseconds(50)
        store.gate.close()
        async let run: Void = bench.runner("stopped", store: store, timing: timing)
            .run(Bench.stream)
        await store.gate.waitForCalls(1)
        bench.clock.wait(12)
        try await bench.runner("second").run(Bench.stream)
        #expect(bench.router.carriedOut.count == 1)

        // What is tested is time that passes.
        try await Task.sleep(for: timing.sendWithin)
        store.gate.open()
        try await run
        #expect(bench.router.carriedOut.count == 1)
        #expect(await bench.names().count { $0 == "attempt.started" } == 1)
    }
}
