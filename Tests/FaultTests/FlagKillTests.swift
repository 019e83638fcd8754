import Curl
import LedgerCore
import Servers
import Testing

extension FaultTests {
    @Suite struct FlagKillTests {
        private static let flags = "/v1/environments/staging/flags"
        private static let kills = 100

        @Test func `a kill is in force in another process within a second`() async throws {
            try await Scenario.run { scenario in
                let other = try await scenario.startSecondAPI()
                _ = try await scenario.caller.order(
                    .post, Self.flags,
                    ["key": "f", "enabled": true, "rollout_strategy": "all"], key: "create")
                try await other.waits(for: true)

                var delays: [Duration] = []
                for round in 0..<Self.kills {
                    let start = ContinuousClock.now
                    _ = try await scenario.caller.order(
                        .post, Self.flags + "/f/kill", [:], key: "kill-\(round)")
                    try await other.waits(for: false)
                    delays.append(.now - start)
                    _ = try await scenario.caller.order(
                        .post, Self.flags + "/f/restore", [:], key: "restore-\(round)")
                    try await other.waits(for: true)
                }

                #expect(
                    delays.sorted()[Self.kills - 2] < .seconds(1), "\(delays.sorted().suffix(5))")
            }
        }
    }
}

extension Caller {
    /// Returns once the flag has a value; the limit only keeps a test that fails from hanging.
    fileprivate func waits(for value: Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let answer = try await send(
                .post, "/environments/staging/ofrep/v1/evaluate/flags/f", [:], key: "unused")
            if case .object(let object)? = try? JSONParser.parse(answer.body),
                object["value"] == .bool(value)
            {
                return
            }
            try #require(.now < deadline, "it never became \(value)")
        }
    }
}
