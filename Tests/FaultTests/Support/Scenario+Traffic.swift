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

    /// Waits until so many requests of users were answered that begin now: four users, who pause
    /// 200 ms between two, so that `count / 20` seconds pass at least.
    ///
    /// - Returns: which versions answered.
    @discardableResult
    func serve(_ count: Int) async throws -> [String] {
        let start = ContinuousClock.now
        while users.versions(after: start).count < count {
            try #require(.now < start + .seconds(60 + count), "there is no traffic")
            await log.pause()
        }
        return users.versions(after: start)
    }

    func expectNobodyGets(_ version: String) async throws {
        #expect(try await !serve(40).contains(version))
    }
}
