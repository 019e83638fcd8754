import Curl
import LedgerCore
import Testing

/// Each mistake of a caller has its stable code, its place, and changes nothing.
@Suite struct BadInputTests {
    private let deployments = APIFixture.service + "/deployments"

    @Test(arguments: [
        ("{\"version\":", "malformed_json"), ("{\"version\":\"v2\"} x", "malformed_json"),
        ("[1]", "body_not_an_object"), ("{\"a\":1,\"a\":2}", "duplicate_member"),
        ("{\"version\":12345678901234567890}", "unsafe_number"),
        ("{\"version\":\"\\ud800\"}", "invalid_text"), ("", "body_required"),
        (String(repeating: "[", count: 40) + String(repeating: "]", count: 40), "json_too_deep"),
    ])
    func `a body that is no JSON object is refused`(body: String, code: String) async throws {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(.post, deployments, raw: Array(body.utf8), key: "k")
            #expect(answer.status == 400)
            #expect(answer.code == code)
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test(arguments: [
        ("{}", "/version"), ("{\"version\":7}", "/version"),
        ("{\"version\":\"v 2\"}", "/version"), ("{\"version\":\"v2\",\"verson\":1}", "/verson"),
        ("{\"version\":\"v2\",\"plan\":{\"stages\":[]}}", "/plan/stages"),
        (plan("{\"percent\":50,\"duration_seconds\":1}"), "/plan/stages/0/percent"),
        (plan("{\"percent\":101,\"duration_seconds\":1}"), "/plan/stages/0/percent"),
        (
            plan("{\"percent\":50,\"duration_seconds\":1},{\"percent\":25,\"duration_seconds\":1}"),
            "/plan/stages/1/percent"
        ),
        (plan("{\"percent\":100,\"duration_seconds\":-1}"), "/plan/stages/0/duration_seconds"),
        (
            plan("{\"percent\":100,\"duration_seconds\":1,\"criteria\":{\"max_errors\":1}}"),
            "/plan/stages/0/criteria/max_errors"
        ),
        (
            "{\"version\":\"v2\",\"plan\":{\"analysis\":{\"interval_seconds\":\"x\"}}}",
            "/plan/analysis/interval_seconds"
        ),
    ])
    func `a field that is wrong is named by its pointer`(body: String, pointer: String)
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let answer = try await api.send(.post, deployments, raw: Array(body.utf8), key: "k")
            #expect(answer.status == 422)
            #expect(answer.code == "invalid_field")
            #expect(Self.pointers(answer).contains(pointer), "\(answer.body)")
        }
    }

    @Test func `all problems of a body come at once`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(
                .put, APIFixture.service, ["slots": .array([]), "router": .object(["kind": "x"])])
            #expect(
                Self.pointers(answer).isSuperset(of: [
                    "/slots", "/router/kind", "/router/address", "/router/backend", "/metrics",
                ]), "\(answer.body)")
        }
    }

    @Test func `unknown services, deployments, commands and paths are 404, each by its code`()
        async throws
    {
        try await APIFixture.run { api in
            let id = "01900000-0000-7000-8000-000000000000"
            for (path, code) in [
                (APIFixture.service, "service_unknown"),
                ("/v1/deployments/\(id)", "deployment_unknown"),
                ("/v1/commands/\(id)", "command_unknown"), ("/v1/nothing", "path_unknown"),
            ] {
                let answer = try await api.send(.get, path)
                #expect(answer.status == 404)
                #expect(answer.code == code)
            }
            let deploy = try await api.send(.post, deployments, ["version": "v2"], key: "k")
            #expect(deploy.status == 404)
            #expect(deploy.code == "service_unknown")
        }
    }

    @Test func `a method that a path does not have is 405 and says which it has`() async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.delete, APIFixture.service)
            #expect(answer.status == 405)
            #expect(answer.code == "method_not_allowed")
            #expect(answer.headers["allow"] == "GET, PUT")
        }
    }

    @Test func `a missing, empty or odd idempotency key is refused`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let missing = try await api.send(.post, deployments, ["version": "v2"])
            #expect(missing.code == "idempotency_key_missing")
            for key in ["\"\"", "has space", String(repeating: "x", count: 201)] {
                let answer = try await api.send(.post, deployments, ["version": "v2"], key: key)
                #expect(answer.code == "idempotency_key_invalid", "\(key)")
            }
        }
    }

    @Test func `a body past 1 MiB is 413, another media type 415`() async throws {
        try await APIFixture.run { api in
            try await api.register()
            let large = Array("{\"version\":\"\(String(repeating: "v", count: 1 << 20))\"}".utf8)
            let answer = try await api.send(.post, deployments, raw: large, key: "k")
            #expect(answer.status == 413)
            let text = try await api.send(
                .post, deployments, ["version": "v2"], key: "k",
                headers: ["Content-Type": "text/plain"])
            #expect(text.status == 415)
        }
    }

    @Test func `queries are held to what an operation knows`() async throws {
        try await APIFixture.run { api in
            for (query, code) in [
                ("limit=0", "invalid_query"), ("limit=501", "invalid_query"),
                ("limit=x", "invalid_query"), ("afer=1", "invalid_query"),
                ("limit=1&limit=2", "invalid_query"),
            ] {
                let answer = try await api.send(.get, "/v1/events?\(query)")
                #expect(answer.status == 400)
                #expect(answer.code == code, "\(query)")
            }
            let cursor = try await api.send(.get, "/v1/rollbacks?cursor=zzz")
            #expect(cursor.code == "invalid_cursor")
        }
    }

    private static func plan(_ stages: String) -> String {
        "{\"version\":\"v2\",\"plan\":{\"stages\":[\(stages)]}}"
    }

    private static func pointers(_ answer: APIFixture.Answer) -> Set<String> {
        guard case .array(let errors)? = answer.body["errors"] else { return [] }
        return Set(
            errors.compactMap { error in
                guard case .object(let object) = error, case .string(let text)? = object["pointer"]
                else { return nil }
                return text
            })
    }
}
