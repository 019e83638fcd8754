import EventLog
import LedgerCore
import LedgerTestKit
import Testing
import Views

/// What people read in the views after a known story.
@Suite struct StoryTests {
    private let deployment = ID(high: 1, low: 1)
    private let request = ID(high: 2, low: 2)

    private func rows(_ view: String, after facts: [ServiceEvent]) async throws -> [JSONObject] {
        let time = Timestamp("2026-11-24T12:00:00Z") ?? Timestamp(microseconds: 0)
        let events = facts.enumerated().map { index, fact in
            RecordedEvent(
                position: Int64(index + 1), stream: .service("api", in: "production"),
                version: Int64(index + 1), event: fact.recordable(id: ID(high: 9, low: 9)),
                origin: EventOrigin(
                    commandID: request, actor: "token:static", reason: "release",
                    correlationID: request), recordedAt: time.adding(seconds: index))
        }
        let store = InMemoryViewStore()
        let projector = Projector(events: ReplayStore(events), views: store)
        while try await projector.advance() > 0 {}
        return await store.list(view, ViewQuery()).rows.map(\.data)
    }

    private var begun: [ServiceEvent] {
        [
            .registered(
                .init(settings: Samples.settings, live: Placement(version: "v1", slot: "a"))),
            .deploymentRequested(
                .init(deployment: deployment, version: "v2", plan: Samples.shortPlan)),
            .deploymentStarted(
                .init(
                    deployment: deployment, slot: "b", stable: Placement(version: "v1", slot: "a"))),
            .deployDecided(.init(target: Placement(version: "v2", slot: "b"))),
            .deployAcknowledged(.init(attempt: 4)),
            .deployed(.init(target: Placement(version: "v2", slot: "b"), healthyChecks: 3)),
            .shiftDecided(.init(split: split(10), cause: .stage, stage: 0)),
            .shiftAcknowledged(.init(attempt: 7)),
            .shiftObserved(.init(attempt: 7, split: split(10), token: nil, isClean: true)),
        ]
    }

    @Test func `a rolling deployment shows how many instances are new`() async throws {
        let four = Samples.fourInstances
        let placement = Placement(version: "v2", slot: "b")
        let split = TrafficSplit([
            .init(slot: "a", version: "v1", percent: 50, instances: ["a-3", "a-4"]),
            .init(slot: "b", version: "v2", percent: 50, instances: ["b-1", "b-2"]),
        ])
        let facts: [ServiceEvent] = [
            .registered(.init(settings: four, live: Placement(version: "v1", slot: "a"))),
            .deploymentRequested(
                .init(
                    deployment: deployment, version: "v2", plan: DeploymentPlan(strategy: .rolling))
            ),
            .deploymentStarted(
                .init(
                    deployment: deployment, slot: "b", stable: Placement(version: "v1", slot: "a"),
                    instances: 4)),
            .deployDecided(.init(target: placement, instances: ["b-1", "b-2"])),
            .deployAcknowledged(.init(attempt: 4)),
            .deployed(.init(target: placement, healthyChecks: 3, instances: ["b-1", "b-2"])),
            .shiftDecided(.init(split: split, cause: .stage, stage: 0)),
            .shiftObserved(.init(attempt: 7, split: split, token: nil, isClean: true)),
        ]
        let row = try #require(try await rows("deployments", after: facts).first)
        #expect(row["instances"] == .object(["new": 2, "total": 4]))
        #expect(row["batch_percents"] == .array([50, 100]))
        let service = try #require(try await rows("services", after: facts).first)
        guard case .object(let active)? = service["active"] else {
            Issue.record("nothing is active")
            return
        }
        #expect(active["instances"] == .object(["new": 2, "total": 4]))
    }

    private func split(_ percent: Int) -> TrafficSplit {
        TrafficSplit([
            .init(slot: "a", version: "v1", percent: 100 - percent),
            .init(slot: "b", version: "v2", percent: percent),
        ])
    }

    private let evidence = Evidence(samplesVersion: 2, verdicts: [2], judge: "guarded-ratio/1")

    @Test func `a canary in its first stage shows what is live, and how much is new`() async throws
    {
        let service = try #require(try await rows("services", after: begun).first)
        #expect(service["status"] == "deploying")
        #expect(service["live"] == .object(["version": "v1", "slot": "a"]))
        #expect(service["traffic"] == split(10).json)
        let row = try #require(try await rows("deployments", after: begun).first)
        #expect(row["status"] == "holding")
        #expect(row["percent"] == 10)
        #expect(row["requested_by"] == "token:static")
        let stage = try #require(try await rows("stages", after: begun).first)
        #expect(stage["status"] == "holding")
        #expect(stage["observed_at"] == "2026-11-24T12:00:08.000000Z")
    }

    @Test func `a failed canary is in the rollback history with the time to restore`() async throws
    {
        let facts =
            begun + [
                .abortDecided(
                    .init(
                        deployment: deployment, cause: .failed, marksBad: true, evidence: evidence)),
                .shiftDecided(.init(split: split(0), cause: .abort)),
                .shiftAcknowledged(.init(attempt: 11)),
                .shiftObserved(.init(attempt: 11, split: split(0), token: nil, isClean: true)),
                .deploymentAborted(
                    .init(deployment: deployment, settles: Settlements([request: .aborted]))),
            ]
        let rollback = try #require(try await rows("rollbacks", after: facts).first)
        #expect(rollback["cause"] == "failed")
        #expect(rollback["from_version"] == "v2")
        #expect(rollback["to_version"] == "v1")
        #expect(rollback["seconds_to_restore"] == .number(3))
        let row = try #require(try await rows("deployments", after: facts).first)
        #expect(row["status"] == "aborted")
        #expect(row["cause"] == "failed")
        let service = try #require(try await rows("services", after: facts).first)
        #expect(service["bad_versions"] == .strings(["v2"]))
        #expect(service["status"] == "idle")
    }

    @Test func `one that is aborted while it waits takes nothing from the one before it`()
        async throws
    {
        let waiting = ID(high: 0x7000, low: 0x8000_0000_0000_00FF)
        let facts =
            begun + [
                .deploymentRequested(
                    .init(deployment: waiting, version: "v3", plan: DeploymentPlan())),
                .abortRequested(.init(deployment: waiting)),
                .deploymentWithdrawn(.init(deployment: waiting, settles: Settlements([:]))),
            ]
        #expect(try await rows("rollbacks", after: facts).isEmpty)
        #expect(try await rows("stages", after: facts).map { $0["status"] } == ["holding"])
        let deployments = try await rows("deployments", after: facts)
        #expect(deployments.contains { $0["status"] == "holding" })
        #expect(deployments.contains { $0["status"] == "aborted" })
    }

    @Test func `an automatic rollback, and what keeps one back, is shown`() async throws {
        let live = Placement(version: "v1", slot: "a")
        let facts: [ServiceEvent] = [
            .registered(.init(settings: Samples.watchedSettings, live: live)),
            .rollbackBlocked(
                .init(
                    reason: .cooldown, until: Timestamp("2026-11-24T12:05:00Z"),
                    evidence: evidence)),
        ]
        let blocked = try #require(try await rows("services", after: facts).first)
        #expect(
            blocked["automatic_rollback"]
                == .object([
                    "suspended": false, "blocked": "cooldown",
                    "blocked_until": "2026-11-24T12:05:00.000000Z",
                ]))
        let started = ServiceEvent.rollbackStarted(
            .init(
                rollback: deployment, from: live, to: Placement(version: "v0", slot: "b"),
                requests: [], evidence: evidence))
        let rollback = try #require(try await rows("rollbacks", after: facts + [started]).first)
        #expect(rollback["cause"] == "automatic")
        #expect(rollback["from_version"] == "v1")
    }

    @Test func `drift shows until the router is put right`() async throws {
        let drifted =
            begun + [
                .drifted(.init(found: ["agent_a": 100, "agent_b": 0], wanted: split(10))),
                .shiftDecided(.init(split: split(10), cause: .drift)),
            ]
        #expect(try await rows("services", after: drifted).first?["drifted"] == true)
        let righted =
            drifted + [
                .shiftAcknowledged(.init(attempt: 11)),
                .shiftObserved(.init(attempt: 11, split: split(10), token: nil, isClean: false)),
            ]
        #expect(try await rows("services", after: righted).first?["drifted"] == false)
    }
}
