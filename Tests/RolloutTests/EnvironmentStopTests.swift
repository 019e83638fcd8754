import EventLog
import LedgerCore
import LedgerTestKit
import Testing

@testable import Rollout

/// The stop button of an environment, as workers see it.
struct EnvironmentStopTests {
    private static func record(
        _ event: EnvironmentEvent, in bench: Bench
    ) async throws {
        let command = IDSource.system.next(at: bench.clock.now)
        let outcome = try await bench.store.append(
            AppendRequest(
                origin: EventOrigin(
                    commandID: command, actor: "person:ann", reason: "burning",
                    correlationID: command), requestHash: [1],
                parts: [
                    StreamAppend(
                        stream: .environment("test"), expectedVersion: nil,
                        events: [event.recordable(id: command)])
                ], due: .keep))
        guard case .appended = outcome else { throw BenchError.notAppended }
    }

    @Test func `no stage passes until it is released, and then it goes on`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(0)
        try await Self.record(.stopped(.init()), in: bench)
        let end = bench.clock.now.adding(seconds: 600)
        try await bench.drive { _ in bench.clock.now > end }

        #expect(try await bench.state().active?.stage == 0)
        #expect(try await bench.percent(of: "two") == 5)
        try await Self.record(.resumed(.init()), in: bench)
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
    }

    @Test func `what waits for its turn begins when it is released`() async throws {
        let bench = try await Bench()
        try await Self.record(.stopped(.init()), in: bench)
        try await bench.deploy()
        let end = bench.clock.now.adding(seconds: 600)
        try await bench.drive { _ in bench.clock.now > end }
        #expect(await bench.names() == ["service.registered", "deployment.requested"])

        try await Self.record(.resumed(.init()), in: bench)
        try await bench.driveToEnd()
        #expect(try await bench.state().live?.version == "v2")
    }

    @Test func `an append that was decided before the stop is refused`() async throws {
        let bench = try await Bench()
        try await bench.deploy()
        try await bench.driveToStage(0)
        let appender = ServiceAppender(store: bench.store, ids: .system, actor: "worker:slow")
        var view = try await bench.load()
        let deployment = try #require(view.state.active?.id)
        let passed = ServiceEvent.stagePassed(
            .init(
                deployment: deployment, stage: 0,
                evidence: Evidence(samplesVersion: 0, verdicts: [], judge: nil)))
        let split = try #require(view.state.wanted)
        let shift = ServiceEvent.shiftDecided(.init(split: split, cause: .stage, stage: 0))
        try await Self.record(.stopped(.init()), in: bench)

        #expect(try await appender.append(.init(service: [passed]), to: &view) == nil)
        #expect(try await appender.append(.init(service: [shift]), to: &view) == nil)
        view = try await bench.load()
        #expect(view.rules.stop?.reason == "burning")
    }
}
