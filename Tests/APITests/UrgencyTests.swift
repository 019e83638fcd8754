import Curl
import EventLog
import LedgerCore
import LedgerTestKit
import Testing
import WorkQueue

/// What must stop something goes before all else, and stays there until somebody has worked on it.
@Suite(.timeLimit(.minutes(2)))
struct UrgencyTests {
    private static let stream = StreamName.service("api", in: "production")
    private let deployments = APIFixture.service + "/deployments"

    /// `v2` is on its way; nothing of it is due any more.
    private func underway(_ api: APIFixture) async throws -> ID {
        try await api.register(["on_new_version": "supersede"])
        let answer = try await api.send(.post, deployments, ["version": "v2"], key: "k1")
        guard case .string(let text)? = answer.body["deployment"], let id = ID(text) else {
            throw EventStoreError(.invalid, "no deployment: \(answer.body)")
        }
        let started = ServiceEvent.deploymentStarted(
            .init(deployment: id, slot: "b", stable: Placement(version: "v1", slot: "a")))
        let now = await api.events.load(LoadQuery(streams: [])).now
        let command = IDSource.system.next(at: now)
        _ = try await api.events.append(
            AppendRequest(
                origin: EventOrigin(
                    commandID: command, actor: "worker:w", correlationID: command),
                requestHash: [],
                parts: [
                    StreamAppend(
                        stream: Self.stream, expectedVersion: 2,
                        events: [started.recordable(id: command)])
                ], due: .set(now.adding(seconds: 30), isUrgent: false)))
        _ = await api.queue.receive(Lane.allCases, for: "w", limit: 10, patience: .zero)
        return id
    }

    private func isUrgent(_ api: APIFixture) async -> Bool? {
        await api.events.load(LoadQuery(streams: [], dueOf: Self.stream)).due?.isUrgent
    }

    @Test func `a version that takes the place of another is urgent`() async throws {
        try await APIFixture.run { api in
            _ = try await underway(api)
            #expect(await isUrgent(api) == false)
            let answer = try await api.send(.post, deployments, ["version": "v3"], key: "k2")
            #expect(answer.status == 202)
            #expect(await isUrgent(api) == true)
            #expect(await api.queue.depth()[.control]?.waiting == 1)
        }
    }

    @Test func `another wish after an abort makes it no less urgent`() async throws {
        try await APIFixture.run { api in
            let id = try await underway(api)
            let abort = try await api.send(
                .post, "/v1/deployments/\(id)/abort", ["reason": "burning"], key: "k2")
            #expect(abort.status == 202)
            #expect(await isUrgent(api) == true)
            let deploy = try await api.send(.post, deployments, ["version": "v3"], key: "k3")
            #expect(deploy.status == 202)
            #expect(await isUrgent(api) == true)
            #expect(await api.queue.depth()[.commands]?.waiting == 1)
        }
    }
}
