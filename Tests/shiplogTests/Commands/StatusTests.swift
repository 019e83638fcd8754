import ArgumentParser
import EventLog
import LedgerCore
import Testing
import Views

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct StatusTests {
    /// A deployment of `v2` that holds 10 %; its id is the ledger's third.
    private func withDeployment(
        _ body: @escaping @Sendable (LedgerServer, DeploymentScript) async throws -> Void
    ) async throws {
        try await Ledger().serve { server in
            try await server.register()
            let script = try await server.deploy()
            try await script.begin(percent: 10)
            try await server.catchUp()
            try await body(server, script)
        }
    }

    @Test func `a service is shown as it was`() async throws {
        try await withDeployment { server, _ in
            let outcome = try await server.run("status", "agent-api", "--at", "1", "-o", "json")
            #expect(outcome.output.contains(#""status":"idle""#))
            #expect(outcome.output.contains(#""as_of":{"position":1,"#))
            let late = try await server.run("status", "agent-api", "--at", "999")
            #expect(late.talk.contains("at is past the end of the log"))
        }
    }

    @Test func `all services are one table`() async throws {
        try await withDeployment { server, _ in
            let outcome = try await server.run("status")

            #expect(
                outcome.output
                    == """
                    SERVICE    STATUS     LIVE  ACTIVE  PHASE    STAGE     TRAFFIC               DRIFT
                    agent-api  deploying  v1    v2      holding  1 (10 %)  a v1 90 %, b v2 10 %  no

                    """)
        }
    }

    @Test func `one service is shown in detail`() async throws {
        try await withDeployment { server, script in
            let outcome = try await server.run("status", "agent-api")

            #expect(
                outcome.output == """
                    service      agent-api
                    environment  production
                    status       deploying
                    live         v1 in a
                    active       deployment \(script.deployment) to v2 in b
                    phase        holding, stage 1 (10 %), since 2026-11-24T13:00:06Z
                    traffic      a v1 90 %
                                 b v2 10 %
                    observed     2026-11-24T13:00:06Z
                    drift        none
                    last good    none
                    changed      2026-11-24T13:00:06Z

                    """)
        }
    }

    @Test func `json is the API's own document`() async throws {
        try await withDeployment { server, _ in
            let outcome = try await server.run("status", "agent-api", "-o", "json")

            guard case .object(let document) = try JSONParser.parse(Array(outcome.output.utf8))
            else {
                Issue.record("not an object: \(outcome.output)")
                return
            }
            #expect(document.text("status") == "deploying")
            #expect(document.object("settings") != nil)
            #expect(document.whole("version") == 9)
        }
    }

    @Test func `ndjson is one row a line`() async throws {
        try await withDeployment { server, script in
            let outcome = try await server.run("deployments", "agent-api", "-o", "ndjson")

            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 1)
            #expect(lines.first?.hasPrefix(#"{"id":"\#(script.deployment)""#) == true)
        }
    }

    @Test func `deployments are listed newest first, in pages`() async throws {
        try await withDeployment { server, script in
            try await script.fail()
            let second = try await server.deploy("v3")
            try await server.catchUp()

            let outcome = try await server.run("deployments", "agent-api", "--limit", "1")

            #expect(
                outcome.output == """
                    DEPLOYMENT                            SERVICE    VERSION  STATUS  CAUSE  \
                    REQUESTED             BY
                    \(second.deployment)  agent-api  v3       queued  -      \
                    2026-11-24T13:00:07Z  token:static

                    """)
            let cursor = try #require(outcome.talk.split(separator: " ").last?.dropLast())
            #expect(outcome.talk == "more: --cursor \(cursor)\n")
            let rest = try await server.run("deployments", "agent-api", "--cursor", "\(cursor)")
            #expect(rest.output.contains("\(script.deployment)  agent-api  v2       aborted"))
        }
    }

    @Test func `rollbacks say from where, to where, why and how fast`() async throws {
        try await withDeployment { server, script in
            try await script.fail()
            try await server.catchUp()

            let outcome = try await server.run("rollbacks", "agent-api")

            #expect(
                outcome.output == """
                    DECIDED               SERVICE    KIND   FROM  TO  CAUSE   RESTORED  BY
                    2026-11-24T13:00:06Z  agent-api  abort  v2    v1  failed  1 s       worker:w-1

                    """)
        }
    }
}

extension LedgerServer {
    /// Returns when the views show the whole log.
    func catchUp() async throws {
        while await !ledger.events.read(
            after: ledger.views.checkpoint().position, limit: 1
        ).isEmpty {
            await Task.yield()
        }
    }
}
