import Curl
import EventLog
import LedgerCore
import Testing

/// With keys of their own, people are told apart: what asks two of them can be had, and only so.
@Suite struct FourEyesTests {
    private static let plan: JSONObject = [
        "stages": .array([
            .object(["percent": 10, "duration_seconds": 60, "approvals": 2]),
            .object(["percent": 100, "duration_seconds": 0]),
        ]),
        "approval": .object(["author_may_approve": false]),
    ]

    /// Deploys as the one key, and answers with the deployment's id.
    private func deploy(_ api: APIFixture, as key: APIFixture.Key) async throws -> String {
        try await api.register()
        let answer = try await api.send(
            .post, APIFixture.service + "/deployments",
            ["version": "v2", "plan": .object(Self.plan)], key: "d", headers: key.header)
        try #require(answer.status == 202, "\(answer.body)")
        return try answer.text("deployment")
    }

    private func approve(
        _ api: APIFixture, _ id: String, as key: APIFixture.Key, _ name: String
    ) async throws -> APIFixture.Answer {
        try await api.send(
            .post, "/v1/deployments/\(id)/approve", ["expected_stage": 0], key: name,
            headers: key.header)
    }

    @Test func `two people reach two approvals, one with two keys does not`() async throws {
        try await APIFixture.run { api in
            let author = try await api.createKey("author", [.producer, .approver], owner: "carol")
            let alice = try await api.createKey("alice", [.approver])
            let alicesOther = try await api.createKey("laptop", [.approver], owner: "alice")
            let bob = try await api.createKey("bob", [.approver])
            let id = try await deploy(api, as: author)

            try await api.begin(try #require(ID(id)))

            let own = try await approve(api, id, as: author, "1")
            #expect(own.status == 403)
            #expect(own.code == "author_may_not_approve")
            #expect(try await approve(api, id, as: alice, "2").status == 202)
            let twice = try await approve(api, id, as: alicesOther, "3")
            #expect(twice.code == "already_approved")
            #expect(try await approve(api, id, as: bob, "4").status == 202)

            let stream = StreamName.service("api", in: "production")
            let approvals = try await api.recorded(on: stream)
                .filter { $0.type == ServiceEvent.Name.stageApproved.rawValue }
            #expect(approvals.map(\.origin.actor) == ["key:alice", "key:bob"])
            let refusals = try await api.recorded(on: .refusals(of: author.id))
            #expect(
                try refusals.map { try AccessEvent($0) } == [
                    .refused(
                        .init(
                            operation: "POST /v1/deployments/{deployment}/approve",
                            code: "author_may_not_approve"))
                ])
        }
    }

    @Test func `who may deploy can't override a freeze without being an operator`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let body: JSONObject = ["version": "v2", "override_freeze": true, "reason": "x"]
            for (name, roles, status) in [
                ("p", [Role.producer], 403), ("o", [.producer, .operator], 202),
            ] {
                let key = try await api.createKey(name, roles)
                let answer = try await api.send(
                    .post, APIFixture.service + "/deployments", body, key: name,
                    headers: key.header)
                #expect(answer.status == status)
            }
        }
    }
}

extension APIFixture {
    /// Records what a worker would until the first stage is observed.
    fileprivate func begin(_ deployment: ID) async throws {
        let stable = Placement(version: "v1", slot: "a")
        let target = Placement(version: "v2", slot: "b")
        let split = TrafficSplit([
            .init(slot: "a", version: "v1", percent: 90),
            .init(slot: "b", version: "v2", percent: 10),
        ])
        try await record(
            .deploymentStarted(.init(deployment: deployment, slot: "b", stable: stable)))
        let deploy = try await record(.deployDecided(.init(target: target)))
        try await record(.deployAcknowledged(.init(attempt: deploy)))
        try await record(.deployed(.init(target: target, healthyChecks: 2)))
        let shift = try await record(
            .shiftDecided(.init(split: split, cause: .stage, stage: 0)))
        try await record(.shiftAcknowledged(.init(attempt: shift)))
        try await record(
            .shiftObserved(.init(attempt: shift, split: split, token: nil, isClean: true)))
    }

    @discardableResult
    private func record(_ event: ServiceEvent) async throws -> Int64 {
        var random = SystemRandomNumberGenerator()
        let id = ID.v7(at: Timestamp(microseconds: 0), using: &random)
        let outcome = try await events.append(
            AppendRequest(
                origin: EventOrigin(commandID: id, actor: "worker:w-1", correlationID: id),
                requestHash: [],
                parts: [
                    StreamAppend(
                        stream: .service("api", in: "production"), expectedVersion: nil,
                        events: [event.recordable(id: id)])
                ], due: .keep))
        guard case .appended(let receipt) = outcome else {
            throw EventStoreError(.invalid, "not appended: \(outcome)")
        }
        return receipt.firstPosition
    }
}
