import API
import Curl
import EventLog
import LedgerCore
import Testing

@Suite struct KeyOperationsTests {
    @Test func `a key is shown once, and nowhere else, not even in the log`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("ci", [.viewer])
            #expect(key.secret.hasPrefix("shiplog_\(key.id)_"))
            let again = try await api.send(
                .post, "/v1/keys", ["name": "ci", "roles": .strings(["viewer"])], key: "create-ci")
            #expect(again.status == 201)
            #expect(again.headers["idempotency-replayed"] == "true")
            #expect(again.body["id"] == .string(key.id))
            #expect(again.body["secret"] == nil)

            let secret = key.secret.suffix(49)
            let digest = #""digest""#
            for path in ["/v1/keys", "/v1/keys/\(key.id)", "/v1/events"] {
                let text = String(decoding: try await api.get(path).body, as: UTF8.self)
                #expect(!text.contains(secret), "\(path)")
                if path != "/v1/events" { #expect(!text.contains(digest), "\(path)") }
            }
        }
    }

    @Test func `everything that is wrong with a wish is told at once`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(
                .post, "/v1/keys",
                [
                    "name": "no spaces", "roles": .strings(["emperor"]),
                    "environments": .strings(["a b"]),
                    "expires_at": "2020-01-01T00:00:00Z", "colour": "red",
                ], key: "k")
            #expect(answer.status == 422)
            #expect(
                Set(answer.pointers) == ["/name", "/roles", "/environments", "/colour"])
            let past = try await api.send(
                .post, "/v1/keys",
                ["name": "n", "roles": .strings(["viewer"]), "expires_at": "2020-01-01T00:00:00Z"],
                key: "p")
            #expect(past.status == 422)
            #expect(past.pointers == ["/expires_at"])
        }
    }

    @Test func `a rotated key counts beside its successor until the overlap ends`() async throws {
        try await APIFixture.run { api in
            let old = try await api.createKey("ci", [.viewer])
            let rotated = try await api.send(
                .post, "/v1/keys/\(old.id)/rotate", ["overlap_seconds": 600], key: "r1")
            let new = APIFixture.Key(id: old.id, secret: try rotated.text("secret"))
            #expect(try await api.whoAmI(old).status == 200)
            #expect(try await api.whoAmI(new).status == 200)

            let cut = try await api.send(
                .post, "/v1/keys/\(old.id)/rotate", ["overlap_seconds": 0], key: "r2")
            let newest = APIFixture.Key(id: old.id, secret: try cut.text("secret"))
            #expect(try await api.whoAmI(old).code == "key_unknown")
            #expect(try await api.whoAmI(new).code == "key_unknown")
            #expect(try await api.whoAmI(newest).status == 200)
        }
    }

    @Test func `a revoked key is refused by the next call`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("ci", [.admin])
            #expect(try await api.whoAmI(key).status == 200)
            let revoked = try await api.send(
                .post, "/v1/keys/\(key.id)/revoke", ["reason": "leaked"], key: "r")
            #expect(revoked.body["status"] == "revoked")
            let refused = try await api.whoAmI(key)
            #expect(refused.status == 401)
            #expect(refused.code == "key_revoked")
            let twice = try await api.send(.post, "/v1/keys/\(key.id)/revoke", [:], key: "r2")
            #expect(twice.status == 409)
            #expect(twice.code == "key_revoked")
        }
    }

    @Test func `a mistyped key is told from an unknown one`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("ci", [.viewer])
            let cut = APIFixture.Key(id: key.id, secret: String(key.secret.dropLast()))
            #expect(try await api.whoAmI(cut).code == "key_mistyped")
            var random = SystemRandomNumberGenerator()
            let forged = APIFixture.Key(
                id: key.id, secret: KeyText(id: key.id, using: &random).text)
            let answer = try await api.whoAmI(forged)
            #expect(answer.status == 401)
            #expect(answer.code == "key_unknown")
        }
    }

    @Test func `the log names the owner, and beside the client the key`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("ci", [.operator], owner: "alice")
            let answer = try await api.send(
                .put, APIFixture.service, APIFixture.settings,
                headers: key.header.merging(["User-Agent": "cli/1 (bob)"]) { $1 })
            #expect(answer.status == 200, "\(answer.body)")
            let event = try #require(
                try await api.recorded(on: .service("api", in: "production")).first)
            #expect(event.origin.actor == "key:alice")
            #expect(event.origin.client == "[\(key.id)] cli/1 (bob)")
        }
    }

    @Test func `its use is recorded once, however often it is used`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("ci", [.viewer])
            for _ in 0..<20 { #expect(try await api.whoAmI(key).status == 200) }
            var shown = try await api.send(.get, "/v1/keys/\(key.id)")
            let deadline = ContinuousClock.now + .seconds(30)
            while shown.body["last_used_on"] == nil, .now < deadline {
                await api.events.waitForNews(patience: .milliseconds(50))
                shown = try await api.send(.get, "/v1/keys/\(key.id)")
            }
            #expect(shown.body["last_used_on"] != nil)
            for _ in 0..<20 { #expect(try await api.whoAmI(key).status == 200) }
            let types = try await api.recorded(on: .access(key.id)).map(\.type)
            #expect(types == ["access.key_created", "access.key_used"])
        }
    }

    @Test func `every refusal is on record, once per operation and minute`() async throws {
        try await APIFixture.run { api in
            let key = try await api.createKey("ci", [.viewer])
            for _ in 0..<20 {
                let answer = try await api.send(.get, "/v1/keys", headers: key.header)
                #expect(answer.status == 403)
                #expect(answer.code == "role_required")
                #expect(answer.body["needs"] == .strings(["auditor"]))
            }
            _ = try await api.send(.post, "/v1/keys", [:], key: "x", headers: key.header)
            let events = try await api.recorded(on: .refusals(of: key.id))
            let facts = try events.map { try AccessEvent($0) }
            let list = AccessEvent.refused(.init(operation: "GET /v1/keys", code: "role_required"))
            let create = AccessEvent.refused(
                .init(operation: "POST /v1/keys", code: "role_required"))
            // The minute may turn once meanwhile.
            #expect(facts.count <= 3)
            #expect(facts.first == list)
            #expect(facts.last == create)
            #expect(events.first?.origin.actor == "key:ci")
        }
    }

    @Test func `only keys are served when nothing else shall be`() async throws {
        try await APIFixture.run(.keysOnly) { api in
            let answer = try await api.send(.get, "/v1/events")
            #expect(answer.status == 401)
            let token = try await api.send(
                .get, "/v1/events", headers: ["Authorization": "Bearer 0123456789abcdef"])
            #expect(token.status == 401)
        }
    }
}

extension APIFixture {
    func whoAmI(_ key: Key) async throws -> Answer {
        try await send(.get, "/v1/whoami", headers: key.header)
    }
}
