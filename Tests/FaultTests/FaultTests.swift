import LedgerCore
import Testing

/// Real processes and servers, and faults in the middle of their work.
///
/// The scenarios run side by side, because each mostly waits for what takes its time by design.
@Suite(.faultBench)
struct FaultTests {
    @Test func `a canary that nobody disturbs goes live`() async throws {
        try await Scenario.run { scenario in
            try await scenario.register()
            try await scenario.deploy()
            try await scenario.startWorker("one")

            let events = try await scenario.log.wait(for: .deploymentCompleted)

            #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
            #expect(events.count(of: .attemptStarted) == 0)
            try await scenario.expectAllWell()
        }
    }
}
