import EventLog
import LedgerCore
import Testing

/// What must be true in the end.
extension Scenario {
    /// The log is sound, nothing is open or owed, and the balancer does what the log wants.
    func expectAllWell() async throws {
        _ = try await log.wait(for: "nothing open") { try fold($0).open == nil }
        try await expectWantedTraffic()
        let events = try await log.events()
        try Audit.check(events)
        let state = try fold(events)
        #expect(state.active == nil)
        #expect(state.open == nil)
        #expect(state.pending.isEmpty)
        #expect(!state.isStalled)
    }

    /// Waits for it, as a late call or a restart is put right by the next round only.
    func expectWantedTraffic() async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let wanted = try fold(try await log.events()).wanted
            let weights = ["a", "b"].map { wanted?.percent(of: $0) ?? -1 }
            let found = await balancer.weights(client) ?? []
            if found == weights { return }
            try #require(.now < deadline, "the balancer shows \(found), not \(weights)")
            await log.pause()
        }
    }

    /// Waits until the API's views have come so far.
    func waitUntilShown(_ deployment: String, as status: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let shown = await caller.read("/v1/deployments/\(deployment)")["status"]
            if shown == .string(status) { return }
            try #require(.now < deadline, "shown as \(String(describing: shown))")
            await log.pause()
        }
    }

    func fold(_ events: [RecordedEvent]) throws -> ServiceState {
        var state = ServiceState()
        try state.fold(events.filter { $0.stream == stream })
        return state
    }

    /// Of the service, decoded.
    func facts(_ events: [RecordedEvent]) throws -> [ServiceEvent] {
        try events.filter { $0.stream == stream }.map { try ServiceEvent($0) }
    }
}
