import Curl
import EventLog
import LedgerCore
import Testing

extension FaultTests {
    /// What is live and fails goes back by itself, whoever dies meanwhile.
    @Suite struct AutomaticRollbackFaultTests {
        @Test func `it goes back although the worker dies in the middle of the row`() async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.watchLive()
                let first = try await scenario.startWorker("one")
                try await scenario.putLive(Scenario.badVersion, key: "bad")
                _ = try await scenario.log.wait(for: "a bad look") { try Self.failures(in: $0) > 0 }
                await first.kill()
                try await scenario.startWorker("two")
                try await scenario.startWorker("three")

                let events = try await scenario.log.wait(for: .rollbackCompleted)
                let started = try scenario.facts(events).compactMap { event in
                    if case .rollbackStarted(let fact) = event { fact } else { nil }
                }
                #expect(started.map(\.isAutomatic) == [true])
                #expect(started.first?.evidence?.verdicts.count == 3)
                #expect(started.first?.from?.version == Scenario.badVersion)
                try await scenario.expectAllWell()
                try await scenario.expectNobodyGets(Scenario.badVersion)
                #expect(try scenario.fold(events).bad == [Scenario.badVersion])
                try await Self.expectExplained(started.first, scenario)
            }
        }

        @Test func `the cooldown outlives the workers, and is told once`() async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.watchLive()
                let first = try await scenario.startWorker("one")
                try await scenario.putLive(Scenario.badVersion, key: "bad")
                _ = try await scenario.log.wait(for: .rollbackCompleted)
                _ = try await scenario.caller.order(
                    .post, scenario.path + "/unmark",
                    ["version": .string(Scenario.badVersion), "reason": "to see it again"],
                    key: "unmark")
                try await scenario.putLive(Scenario.badVersion, key: "bad-again")
                _ = try await scenario.log.wait(for: .rollbackBlocked)
                await first.kill()
                try await scenario.startWorker("two")
                let seen = try Self.failures(in: try await scenario.log.events())

                let events = try await scenario.log.wait(for: "ten more bad looks") {
                    try Self.failures(in: $0) >= seen + 10
                }
                #expect(events.count(of: .rollbackStarted) == 1)
                #expect(events.count(of: .rollbackBlocked) == 1)
                let window = await scenario.caller.read(scenario.path + "/rollback-window")
                #expect(window["blocked_by"] == "cooldown")
                #expect(window["started_in_last_hour"] == 1)
            }
        }

        /// Whoever asks is shown each look that it rests on, with what was measured.
        private static func expectExplained(
            _ started: ServiceEvent.RollbackStarted?, _ scenario: Scenario
        ) async throws {
            let id = try #require(started?.rollback)
            let deadline = ContinuousClock.now + .seconds(60)
            var document = JSONObject()
            while document["decisions"] == nil {
                try #require(.now < deadline, "the views never show the rollback")
                await scenario.log.pause()
                document = await scenario.caller.read("/v1/rollbacks/\(id)/explain")
            }
            guard case .array(let decisions)? = document["decisions"],
                case .object(let first)? = decisions.first,
                case .array(let looks)? = first["looks"]
            else {
                Issue.record("not explained: \(document)")
                return
            }
            #expect(looks.count == 3)
            for case .object(let look) in looks {
                guard case .array(let samples)? = look["samples"] else { continue }
                #expect(samples.count == 1)
            }
        }

        /// Bad looks of the steady watch.
        private static func failures(in events: [RecordedEvent]) throws -> Int {
            try events.verdicts.count { $0.deployment == nil && $0.verdict.kind == .fail }
        }
    }
}
