import Curl
import LedgerCore
import Testing

@testable import API

@Suite struct KeyRateTests {
    @Test func `twice a second's requests may come at once, then as many as time has passed`()
        throws
    {
        let rates = KeyRates(perSecond: 10)
        let start = ContinuousClock.now
        for _ in 0..<20 { try rates.take("a", at: start) }
        #expect(throws: Problem.self) { try rates.take("a", at: start) }
        try rates.take("b", at: start)

        let later = start + .milliseconds(250)
        for _ in 0..<2 { try rates.take("a", at: later) }
        #expect(throws: Problem.self) { try rates.take("a", at: later) }
        let muchLater = start + .seconds(60)
        for _ in 0..<20 { try rates.take("a", at: muchLater) }
        #expect(throws: Problem.self) { try rates.take("a", at: muchLater) }
    }

    @Test func `a rate of 0 is no limit`() throws {
        let rates = KeyRates(perSecond: 0)
        let now = ContinuousClock.now
        for _ in 0..<1000 { try rates.take("a", at: now) }
    }

    @Test func `a key that asks too often is told when to come back, and others go on`()
        async throws
    {
        try await APIFixture.run(keyRate: 1) { api in
            let busy = try await api.createKey("busy", [.viewer])
            let calm = try await api.createKey("calm", [.viewer])
            var refused: APIFixture.Answer?
            // One more than a second's burst, unless seconds pass between them.
            for _ in 0..<200 where refused == nil {
                let answer = try await api.whoAmI(busy)
                if answer.status != 200 { refused = answer }
            }
            #expect(refused?.status == 429)
            #expect(refused?.code == "rate_limited")
            #expect(refused?.headers["retry-after"] == "1")
            #expect(try await api.whoAmI(calm).status == 200)
        }
    }
}
