import Curl
import EventLog
import LedgerCore
import Testing

extension FaultTests {
    @Suite struct APIFaultTests {
        private static let callers = 200

        @Test func `whoever was told yes before the API was killed is told the same again`()
            async throws
        {
            try await Scenario.run { scenario in
                try await scenario.registerAll(Self.callers)

                let before = try await scenario.deployAll(Self.callers) { answers in
                    if answers == Self.callers / 4 { await scenario.api?.kill() }
                }
                try await scenario.startAPI()
                let after = try await scenario.deployAll(Self.callers)

                #expect(before.count >= Self.callers / 4)
                #expect(before.count < Self.callers)
                #expect(after.count == Self.callers)
                #expect(after.values.allSatisfy { $0.status == 202 })
                for (caller, answer) in before {
                    #expect(answer.status == 202)
                    #expect(after[caller]?.body == answer.body)
                }
                let events = try await scenario.log.events()
                let requested = events.filter { $0.type == "deployment.requested" }
                #expect(requested.count == Self.callers)
                #expect(Set(requested.map(\.stream)).count == Self.callers)
                try Audit.check(events)
            }
        }
    }
}
