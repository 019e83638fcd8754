import LedgerTestKit
import Testing
import WorkQueue

struct InMemoryWakeUpQueueTests {
    @Test(arguments: WakeUpQueueContract.rules)
    func `the queue in memory keeps the contract`(_ rule: WakeUpQueueRule) async throws {
        try await rule.check(InMemoryWakeUpQueue())
    }

    @Test func `a cancelled consumer stops waiting`() async {
        let queue = InMemoryWakeUpQueue()
        let start = ContinuousClock.now
        let consumer = Task {
            await queue.receive([.commands], for: "ada", limit: 1, patience: .seconds(60))
        }
        consumer.cancel()
        #expect(await consumer.value.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(30))
    }
}
