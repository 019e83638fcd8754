import FoundationEssentials
import Glibc
import LedgerCore
import Rollout
import Servers
import Testing

extension FaultTests {
    @Suite struct CrashTests {
        /// Where workers kill themselves, one after the other: each point the first time that it
        /// is reached, and the ends of the last shift.
        static let deaths =
            CrashPoint.allCases.map { point in
                // An intent has a second attempt only when its first worker is gone.
                point == .attemptRecorded
                    ? ["intent_recorded", "attempt_recorded"] : [point.rawValue]
            } + [["shift_read_back:2"], ["outcome_recorded:2"]]

        @Test(arguments: deaths)
        func `another worker ends a canary as if nobody had been killed`(
            at points: [String]
        ) async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                try await scenario.deploy()

                let death = try await scenario.startWorkers(dyingAt: points)

                let events = try await scenario.log.wait(for: .deploymentCompleted)
                Recovery.note("worker: killed in a canary", events, of: "worker:last", since: death)
                #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
                try await scenario.expectAllWell()
            }
        }

        /// Those of an abort, which deploys and measures nothing.
        static let deathsOfAbort: [CrashPoint] = [
            .received, .loaded, .intentRecorded, .shiftSet, .shiftAcknowledged, .shiftReadBack,
            .outcomeRecorded, .dispatched, .finished,
        ]

        @Test(arguments: deathsOfAbort)
        func `another worker ends an abort as if nobody had been killed`(
            at point: CrashPoint
        ) async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                let worker = try await scenario.startWorker("first")
                let deployment = try await scenario.deploy(stages: [(50, 600)])
                try await scenario.waitForStage(percent: 50)
                worker.send(.terminate)
                #expect(await worker.end() == .exited(code: 0))

                try await scenario.abort(deployment)
                let death = try await scenario.startWorkers(dyingAt: [point.rawValue])

                let events = try await scenario.log.wait(for: .deploymentAborted)
                Recovery.note("worker: killed in an abort", events, of: "worker:last", since: death)
                let story = Story.told(by: events, of: scenario.stream)
                #expect(story.suffix(Story.abort.count) == Story.abort)
                try await scenario.expectNobodyGets("v2")
                try await scenario.expectAllWell()
            }
        }

        /// Those of a rollback, which measures nothing.
        static let deathsOfRollback = CrashPoint.allCases.filter { point in
            ![.attemptRecorded, .measured, .lookRecorded].contains(point)
        }

        @Test(arguments: deathsOfRollback)
        func `another worker ends a rollback as if nobody had been killed`(
            at point: CrashPoint
        ) async throws {
            try await Scenario.run { scenario in
                try await scenario.register()
                let worker = try await scenario.startWorker("first")
                try await scenario.deploy(stages: [])
                _ = try await scenario.log.wait(for: .deploymentCompleted)
                worker.send(.terminate)
                #expect(await worker.end() == .exited(code: 0))

                try await scenario.rollBack()
                let death = try await scenario.startWorkers(dyingAt: [point.rawValue])

                let events = try await scenario.log.wait(for: .rollbackCompleted)
                Recovery.note(
                    "worker: killed in a rollback", events, of: "worker:last", since: death)
                let story = Story.told(by: events, of: scenario.stream)
                #expect(story.suffix(Story.rollback.count) == Story.rollback)
                try await scenario.expectNobodyGets("v2")
                try await scenario.expectAllWell()
            }
        }
    }
}

extension Scenario {
    /// Starts workers one after the other, each when the one before has killed itself, and one
    /// more that lives.
    ///
    /// - Returns: when the one before it died.
    @discardableResult
    func startWorkers(dyingAt points: [String]) async throws -> Date {
        var death = Date.now
        for point in points {
            let worker = try await startWorker(point, crashingAt: point)
            #expect(await worker.end() == .signalled(SIGKILL))
            death = .now
        }
        try await startWorker("last")
        return death
    }
}
