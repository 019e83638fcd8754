import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

/// What a person types at a deployment that holds 10 %.
@Suite(.timeLimit(.minutes(1)))
struct ControlTests {
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

    @Test func `a pause is seen in the status, and a resumption ends it`() async throws {
        try await withDeployment { server, script in
            let id = "\(script.deployment)"
            let paused = try await server.run("pause", id, "--reason", "look at the traces")
            #expect(paused.output == "pause of \(id) accepted\n")
            try await server.catchUp()
            let status = try await server.run("status", "agent-api")
            #expect(status.output.contains("phase        paused, stage 1 (10 %)"))
            let again = try await server.run("pause", id, "--reason", "look at the traces")
            #expect(again.exitCode == .conflict)
            #expect(again.talk == "error: it is paused already\nnext: shiplog watch \(id)\n")

            let resumed = try await server.run("resume", id)
            #expect(resumed.exitCode == .success)
            try await server.catchUp()
            let later = try await server.run("status", "agent-api")
            #expect(later.output.contains("phase        holding, stage 1 (10 %)"))
        }
    }

    @Test func `a wait that ends at a pause says that a person is waited for`() async throws {
        try await withDeployment { server, script in
            let id = "\(script.deployment)"
            let before = try await server.run("watch", id, "--timeout", "0s")
            #expect(before.exitCode == .timedOut)
            _ = try await server.run("pause", id, "--reason", "look at the traces")
            try await server.catchUp()
            let outcome = try await server.run("watch", id, "--timeout", "0s")
            #expect(outcome.exitCode == .waitsForPerson)
            #expect(
                outcome.talk == """
                    the time is up; the deployment waits for a person: it is paused
                    next: shiplog resume \(id)
                          shiplog abort \(id) --reason TEXT

                    """)
        }
    }

    @Test func `a promotion takes the stage that it finds, or the one that was seen`() async throws
    {
        try await withDeployment { server, script in
            let id = "\(script.deployment)"
            let wrong = try await server.run(
                "promote", id, "--stage", "2", "--reason", "checked by hand")
            #expect(wrong.exitCode == .conflict)
            #expect(wrong.talk.hasPrefix("error: it is at stage 1, not at stage 2; look again\n"))
            let right = try await server.run("promote", id, "--reason", "checked by hand")
            #expect(right.output == "promotion past stage 1 of \(id) accepted\n")
            let facts = try await server.run("events", "--service", "agent-api")
            #expect(facts.output.contains("promotion of stage 1 requested"))
        }
    }

    @Test func `an approval that nobody asked for says what to do`() async throws {
        try await withDeployment { server, script in
            let id = "\(script.deployment)"
            let outcome = try await server.run("approve", id)
            #expect(outcome.exitCode == .conflict)
            #expect(
                outcome.talk == """
                    error: stage 1 asks for no approval; promote passes it
                    next: shiplog promote \(id) --reason TEXT

                    """)
        }
    }

    @Test func `a rejection takes it back`() async throws {
        try await withDeployment { server, script in
            let id = "\(script.deployment)"
            let outcome = try await server.run("reject", id, "--reason", "worse answers")
            #expect(outcome.output == "rejection of stage 1 of \(id) accepted\n")
            let second = try await server.run(
                "reject", id, "--stage", "1", "--reason", "worse answers")
            #expect(second.talk.hasPrefix("error: it is being taken back already\n"))
        }
    }

    @Test func `what failed is retried after it was unmarked`() async throws {
        try await withDeployment { server, script in
            let id = "\(script.deployment)"
            try await script.fail()
            try await server.catchUp()
            let refused = try await server.run("retry", id)
            #expect(refused.exitCode == .conflict)
            #expect(refused.talk.contains("was taken back before"))
            let unmarked = try await server.run(
                "unmark", "agent-api", "v2", "--reason", "the database was down")
            #expect(unmarked.output == "agent-api v2 may be deployed again\n")
            let retried = try await server.run("retry", id, "--from-stage", "2")
            #expect(retried.exitCode == .success, "\(retried.talk)")
            #expect(retried.output.hasSuffix("accepted, again after \(id)\n"))
        }
    }

    @Test(arguments: [
        ["promote", "x", "--reason", "r"], ["pause", "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55"],
        ["promote", "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55", "--stage", "0", "--reason", "r"],
        ["retry", "019a1c5e-77a4-7d3e-9c1f-0d2b7c1e4a55", "--from-stage", "51"],
        ["deploy", "agent-api", "v2", "--strategy", "blue-green", "--stages", "10,100"],
        ["deploy", "agent-api", "v2", "--strategy", "ab-test"],
        ["deploy", "agent-api", "v2", "--strategy", "ab-test", "--route", "header:x-cohort"],
        ["deploy", "agent-api", "v2", "--strategy", "ab-test", "--route", "moon:x=y"],
        ["deploy", "agent-api", "v2", "--route", "cookie:variant=b"],
        ["deploy", "agent-api", "v2", "--winner", "judge"],
    ])
    func `what cannot be is refused before anything is sent`(words: [String]) async throws {
        try await withDeployment { server, _ in
            let outcome = try await server.run(words, to: RecordedConsole())
            #expect(outcome.exitCode == .validationFailure)
        }
    }

    @Test func `a route that the router cannot take is refused by its name`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let outcome = try await server.run(
                "deploy", "agent-api", "v2", "--strategy", "ab-test", "--route", "cookie:v=b")
            #expect(outcome.exitCode == .conflict)
            #expect(outcome.talk.contains("the haproxy router cannot send users by cookie v"))
            #expect(outcome.talk.contains("shiplog services show agent-api"))
        }
    }

    @Test func `a blue-green deployment is asked for by one word`() async throws {
        try await Ledger().serve { server in
            try await server.register()
            let outcome = try await server.run(
                "deploy", "agent-api", "v2", "--strategy", "blue-green", "--stage-duration", "5m")
            #expect(outcome.exitCode == .success, "\(outcome.talk)")
            let events = try await server.run("events", "--service", "agent-api", "-o", "json")
            #expect(events.output.contains(#""strategy":"blue-green""#))
            #expect(events.output.contains(#""percent":100,"duration_seconds":300"#))
        }
    }
}
