import EventLog
import LedgerCore
import LedgerTestKit
import Testing
import Views

@Suite struct PastServiceTests {
    /// Over random pasts of two services; the seed is the argument.
    @Test(arguments: UInt64(1)...20)
    func `a service at any position equals the projection at that moment`(
        seed: UInt64
    ) async throws {
        var history = RandomHistory(seed: seed)
        history.run(steps: 120)
        var other = RandomHistory(
            seed: seed &+ 1000, service: "other", after: Int64(history.events.count))
        other.run(steps: 30)
        let log = ReplayStore(history.events + other.events)
        let end = Int64(history.events.count + other.events.count)
        for position in stride(from: 1, through: end, by: Int(end / 12 + 1)) {
            let past = InMemoryViewStore()
            let events = (history.events + other.events).filter { $0.position <= position }
            let projector = Projector(events: ReplayStore(events), views: past)
            while try await projector.advance() > 0 {}

            for service in await past.list("services", ViewQuery(limit: 9)).rows {
                let stream = StreamName.service(service.service, in: service.environment)
                let folded = try #require(
                    try await PastService.fold(stream, at: position, in: log))
                #expect(
                    folded.row(service.key, of: ServicesView.self) == service,
                    "seed \(seed), position \(position)")
            }
            try await compareDeployments(past, position, log, "seed \(seed)")
        }
    }

    private func compareDeployments(
        _ past: InMemoryViewStore, _ position: Int64, _ log: ReplayStore, _ context: String
    ) async throws {
        let stages = await past.list("stages", ViewQuery(limit: 500)).rows
        for deployment in await past.list("deployments", ViewQuery(limit: 3)).rows {
            let stream = StreamName.service(deployment.service, in: deployment.environment)
            let folded = try #require(
                try await PastService.fold(
                    stream, at: position, deployment: ID(deployment.key), in: log))
            #expect(
                folded.row(deployment.key, of: DeploymentsView.self) == deployment, "\(context)")
            for stage in stages where stage.key.hasPrefix(deployment.key + "/") {
                #expect(folded.row(stage.key, of: StagesView.self) == stage, "\(context)")
            }
        }
    }

    @Test func `a service that was not there yet has no past`() async throws {
        let log = ReplayStore([])
        let past = try await PastService.fold(.service("api", in: "live"), at: 9, in: log)
        #expect(past == nil)
    }
}
