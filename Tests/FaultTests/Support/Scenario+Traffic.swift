import LedgerCore
import Testing

/// What users get.
extension Scenario {
    /// Waits until the router showed a share of slot b.
    func waitForStage(percent: Int) async throws {
        _ = try await log.wait(for: "\(percent) % observed") { events in
            try facts(events).contains { event in
                if case .shiftObserved(let fact) = event {
                    fact.split.percent(of: "b") == percent
                } else {
                    false
                }
            }
        }
    }

    /// Of forty answers to requests that begin now.
    func expectNobodyGets(_ version: String) async throws {
        let start = ContinuousClock.now
        while users.versions(after: start).count < 40 {
            try #require(.now < start + .seconds(60), "there is no traffic")
            await log.pause()
        }
        #expect(!users.versions(after: start).contains(version))
    }
}
