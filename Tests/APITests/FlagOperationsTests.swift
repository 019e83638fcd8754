import Curl
import LedgerCore
import Testing

@Suite struct FlagOperationsTests {
    private let flag = APIFixture.flags + "/f"

    @Test func `a flag is created, shown, listed, and its creation repeated`() async throws {
        try await APIFixture.run { api in
            let body: JSONObject = [
                "key": "f", "enabled": true, "rollout_strategy": "percentage",
                "rollout_percentage": .number(12.5),
            ]
            let created = try await api.send(.post, APIFixture.flags, body, key: "k1")
            #expect(created.status == 201, "\(created.body)")
            #expect(created.headers["location"] == flag)
            #expect(created.headers["etag"] == "\"1\"")
            let again = try await api.send(.post, APIFixture.flags, body, key: "k1")
            #expect(again.headers["idempotency-replayed"] == "true")
            #expect(again.headers["etag"] == "\"1\"")
            #expect(again.body == created.body)
            let shown = try await api.send(.get, flag)
            #expect(shown.headers["etag"] == "\"1\"")
            #expect(shown.body["rollout_percentage"] == .number(12.5))
            #expect(shown.body["killed"] == false)
            let second = try await api.send(.post, APIFixture.flags, body, key: "k2")
            #expect(second.code == "flag_exists")
            let listed = try await api.send(.get, APIFixture.flags)
            #expect(listed.objects("flags").map { $0["key"] } == ["f"])
            let command = try await api.send(.get, "/v1/environments/staging/flags/none")
            #expect(command.code == "flag_unknown")
        }
    }

    @Test func `a list goes on where its last page ended`() async throws {
        try await APIFixture.run { api in
            for key in ["c", "a", "b"] { try await api.createFlag(key) }
            let first = try await api.send(.get, APIFixture.flags + "?limit=2")
            #expect(first.objects("flags").map { $0["key"] } == ["a", "b"])
            #expect(first.body["next"] == "kb")
            let second = try await api.send(.get, APIFixture.flags + "?limit=2&cursor=kb")
            #expect(second.objects("flags").map { $0["key"] } == ["c"])
            #expect(second.body["next"] == nil)
            let stale = try await api.send(.get, APIFixture.flags + "?stale_days=1")
            #expect(stale.objects("flags").isEmpty)
            let odd = try await api.send(.get, APIFixture.flags + "?stale_days=x")
            #expect(odd.code == "invalid_query")
            let other = try await api.send(.get, "/v1/environments/production/flags")
            #expect(other.objects("flags").isEmpty)
        }
    }

    @Test(arguments: [HTTPRequest.Method.put, .patch, .delete])
    func `a change names what it saw`(method: HTTPRequest.Method) async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let body: JSONObject =
                method == .put
                ? ["enabled": false, "rollout_strategy": "none"]
                : method == .patch ? ["enabled": false] : [:]
            let blind = try await api.send(method, flag, body)
            #expect(blind.status == 428)
            #expect(blind.code == "precondition_required")
            let late = try await api.send(method, flag, body, headers: ["If-Match": "\"9\""])
            #expect(late.status == 412)
            #expect(late.code == "flag_changed")
            let weak = try await api.send(method, flag, body, headers: ["If-Match": "W/\"1\""])
            #expect(weak.status == 400)
            let right = try await api.send(method, flag, body, headers: ["If-Match": "\"1\""])
            #expect(right.status == 200, "\(right.body)")
            #expect(right.headers["etag"] == "\"2\"")
            let any = try await api.send(method, flag, body, headers: ["If-Match": "*"])
            #expect(any.status == (method == .delete ? 404 : 200))
        }
    }

    @Test func `a refusal under a key is not that of another version`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let body: JSONObject = ["enabled": false]
            let late = try await api.send(
                .patch, flag, body, key: "k", headers: ["If-Match": "\"9\""])
            #expect(late.status == 412)
            let right = try await api.send(
                .patch, flag, body, key: "k", headers: ["If-Match": "\"1\""])
            #expect(right.code == "idempotency_key_reused")
        }
    }

    @Test func `a patch changes what it names, deep down too, and takes away what is null`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.createFlag("f", ["owner": "a", "tags": .array(["x"])])
            let window: JSONObject = ["rollout_start": "2026-03-01", "rollout_end": "2026-03-11"]
            let answer = try await api.send(
                .patch, flag,
                ["owner": .null, "rollout_strategy": "gradual", "metadata": .object(window)],
                headers: ["If-Match": "*"])
            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.body["owner"] == nil)
            #expect(answer.body["tags"] == .array(["x"]))
            let later = try await api.send(
                .patch, flag, ["metadata": .object(["rollout_end": "2026-02-01"])],
                headers: ["If-Match": "*"])
            #expect(later.pointers == ["/metadata/rollout_end"])
            let key = try await api.send(
                .patch, flag, ["key": "g"], headers: ["If-Match": "*"])
            #expect(key.pointers == ["/key"])
        }
    }

    @Test func `a kill turns it off at once, and what was changed meanwhile comes back with it`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.createFlag()
            #expect(try await api.evaluate("f", user: "u")["value"] == true)
            let killed = try await api.send(.post, flag + "/kill", key: "k1")
            #expect(killed.body["killed"] == true)
            #expect(try await api.evaluate("f", user: "u")["cause"] == "killed")
            let twice = try await api.send(.post, flag + "/kill", key: "k2")
            #expect(twice.code == "already_killed")
            let restored = try await api.send(.post, flag + "/restore", key: "k3")
            #expect(restored.body["killed"] == false)
            #expect(try await api.evaluate("f", user: "u")["value"] == true)
        }
    }

    @Test func `what happens in production says why`() async throws {
        try await APIFixture.run { api in
            let flags = "/v1/environments/production/flags"
            let body: JSONObject = ["key": "f", "enabled": true, "rollout_strategy": "all"]
            let silent = try await api.send(.post, flags, body, key: "k1")
            #expect(silent.pointers == ["/reason"])
            try await api.createFlag("f", in: "production")
            let killed = try await api.send(.post, flags + "/f/kill", key: "k2")
            #expect(killed.pointers == ["/reason"])
            let said = try await api.send(
                .post, flags + "/f/kill", ["reason": "wrong answers"], key: "k3")
            #expect(said.status == 200)
            let history = try await api.send(.get, flags + "/f/history")
            #expect(
                history.objects("entries").map { $0["reason"] } == ["wrong answers", "because"])
        }
    }

    @Test func `prerequisites hold a flag, and make no circle`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("base")
            let wanted: JSONValue = .array([.object(["flag": "base", "variant": "on"])])
            try await api.createFlag("f", ["prerequisites": wanted])
            let archived = try await api.send(
                .delete, APIFixture.flags + "/base", headers: ["If-Match": "*"])
            #expect(archived.code == "flag_in_use")
            let circle = try await api.send(
                .patch, APIFixture.flags + "/base",
                ["prerequisites": .array([.object(["flag": "f", "variant": "on"])])],
                headers: ["If-Match": "*"])
            #expect(circle.status == 422)
            #expect(circle.code == "prerequisite_cycle")
            #expect(circle.pointers == ["/prerequisites"])
        }
    }

    @Test func `a flag is again what it was, and what was done to users stays`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("f", ["owner": "a"])
            _ = try await api.send(.patch, flag, ["owner": "b"], headers: ["If-Match": "*"])
            _ = try await api.send(.put, flag + "/overrides/u", ["variant": "off"])
            _ = try await api.send(.post, flag + "/kill", key: "k1")
            let answer = try await api.send(.post, flag + "/revert", ["version": 1], key: "k2")
            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.body["owner"] == "a")
            #expect(answer.body["version"] == 5)
            #expect(answer.body["killed"] == true)
            #expect(answer.body["overrides"] == 1)
            let beyond = try await api.send(.post, flag + "/revert", ["version": 9], key: "k3")
            #expect(beyond.pointers == ["/version"])
            let none = try await api.send(.post, flag + "/revert", [:], key: "k4")
            #expect(none.pointers == ["/version"])
            let unknown = try await api.send(
                .post, APIFixture.flags + "/g/revert", ["version": 1], key: "k5")
            #expect(unknown.code == "flag_unknown")
        }
    }

    @Test func `two changes at once close no circle`() async throws {
        try await APIFixture.run { api in
            for round in 0..<30 {
                try await api.createFlag("a\(round)")
                try await api.createFlag("b\(round)")
                async let first = rest("a\(round)", on: "b\(round)", api)
                async let second = rest("b\(round)", on: "a\(round)", api)
                let codes = try await [first, second].map(\.code)
                #expect(codes.contains("prerequisite_cycle"))
                #expect(codes.contains(nil))
            }
        }
    }

    private func rest(
        _ key: String, on other: String, _ api: APIFixture
    ) async throws -> APIFixture.Answer {
        try await api.send(
            .patch, APIFixture.flags + "/" + key,
            ["prerequisites": .array([.object(["flag": .string(other), "variant": "on"])])],
            headers: ["If-Match": "*"])
    }

    @Test func `an archived flag is gone, and its history stays`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            _ = try await api.send(.delete, flag, headers: ["If-Match": "\"1\""])
            #expect(try await api.send(.get, flag).code == "flag_unknown")
            #expect(try await api.send(.get, flag + "/evaluate?user=u").code == "flag_unknown")
            #expect(try await api.send(.get, flag + "/history").objects("entries").count == 2)
            let again = try await api.send(
                .post, APIFixture.flags, ["key": "f", "enabled": true, "rollout_strategy": "none"],
                key: "again")
            #expect(again.headers["etag"] == "\"3\"")
        }
    }

    @Test func `a change is done as soon as it is accepted`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag()
            let events = try await api.send(.get, "/v1/events?stream=flag/staging/f")
            let command = try #require(events.objects("events").first?["command_id"])
            guard case .string(let id) = command else { return }
            let outcome = try await api.send(.get, "/v1/commands/\(id)")
            #expect(outcome.body["outcome"] == "done")
        }
    }
}
