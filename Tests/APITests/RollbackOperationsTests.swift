import Curl
import LedgerCore
import LedgerTestKit
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RollbackOperationsTests {
    private static let window = APIFixture.service + "/rollback-window"

    @Test func `without a policy only people take back what is live`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(.get, Self.window)
            #expect(answer.status == 200)
            #expect(answer.body["automatic"] == "off")
            #expect(answer.body["cooldown_seconds"] == nil)
        }
    }

    @Test func `a policy that leaves everything out has the chapter's numbers`() async throws {
        try await APIFixture.run { api in
            try await api.register(["automatic_rollback": .object([:])])
            let answer = try await api.send(.get, Self.window)
            #expect(answer.body["automatic"] == "on")
            #expect(answer.body["cooldown_seconds"] == 300)
            #expect(answer.body["max_rollbacks_per_hour"] == 3)
            #expect(answer.body["started_in_last_hour"] == 0)
            #expect(answer.body["blocked_by"] == nil)
            #expect(answer.body["service"] == "api")
        }
    }

    @Test func `an unknown service is not found`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.get, Self.window)
            #expect(answer.status == 404)
            #expect(answer.code == "service_unknown")
        }
    }

    @Test func `every wrong number of a policy is named`() async throws {
        try await APIFixture.run { api in
            var settings = APIFixture.settings
            settings["policies"] = .object([
                "automatic_rollback": .object([
                    "max_rollbacks_per_hour": 0, "failed_looks": "three", "cooldown": 5,
                    "criteria": .object(["max_error_rate": 5]),
                ])
            ])
            let answer = try await api.send(.put, APIFixture.service, settings)
            #expect(answer.status == 422)
            let pointers = answer.objects("errors").map { $0["pointer"] }
            for name in ["max_rollbacks_per_hour", "failed_looks", "cooldown"] {
                #expect(pointers.contains(.string("/policies/automatic_rollback/\(name)")))
            }
            #expect(
                pointers.contains("/policies/automatic_rollback/criteria/max_error_rate"))
        }
    }
}
