import Curl
import LedgerCore
import Testing

@Suite struct FlagOverrideOperationsTests {
    private let overrides = APIFixture.flags + "/f/overrides"

    @Test func `an override is set, listed, counts, and is taken away`() async throws {
        try await APIFixture.run { api in
            try await api.createFlag("f", ["enabled": false])
            let set = try await api.send(.put, overrides + "/alice", ["variant": "on"])
            #expect(set.status == 200, "\(set.body)")
            #expect(try await api.evaluate("f", user: "alice")["cause"] == "override")
            #expect(try await api.evaluate("f", user: "bob")["cause"] == "disabled")
            let listed = try await api.send(.get, overrides)
            #expect(listed.objects("overrides").map { $0["user"] } == ["alice"])
            let removed = try await api.send(.delete, overrides + "/alice")
            #expect(removed.body["removed"] == true)
            #expect(try await api.evaluate("f", user: "alice")["cause"] == "disabled")
            let twice = try await api.send(.delete, overrides + "/alice")
            #expect(twice.code == "override_unknown")
        }
    }

    @Test(arguments: [
        ("Zo%C3%AB", "Zo\u{EB}"), ("Zoe%CC%88", "Zoe\u{308}"), ("a%2Fb", "a/b"), ("%20", " "),
    ])
    func `users are taken by their bytes`(path: String, user: String) async throws {
        try await APIFixture.run { api in
            try await api.createFlag("f", ["rollout_strategy": "none"])
            let set = try await api.send(.put, overrides + "/" + path, ["variant": "on"])
            #expect(set.status == 200, "\(set.body)")
            let listed = try await api.send(.get, overrides).objects("overrides")
            guard case .string(let stored)? = listed.first?["user"] else { return }
            #expect(Array(stored.utf8) == Array(user.utf8))
            #expect(try await api.evaluate("f", user: path)["cause"] == "override")
        }
    }

    @Test(arguments: ["%", "%4", "%zz", "%FF", "%C3"])
    func `what is no encoded text is no path`(path: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.send(.put, overrides + "/" + path, ["variant": "on"])
            #expect(answer.code == "invalid_path")
        }
    }

    @Test func `an override that could never count is refused`() async throws {
        try await APIFixture.run { api in
            let unknown = try await api.send(.put, overrides + "/u", ["variant": "on"])
            #expect(unknown.code == "flag_unknown")
            try await api.createFlag()
            let over = try await api.send(
                .put, overrides + "/u", ["variant": "on", "expires_at": "2001-01-01T00:00:00Z"])
            #expect(over.pointers == ["/expires_at"])
            let other = try await api.send(.put, overrides + "/u", ["variant": "maybe"])
            #expect(other.pointers == ["/variant"])
            let nul = try await api.send(.put, overrides + "/%00", ["variant": "on"])
            #expect(nul.code == "invalid_path")
            let long = try await api.send(
                .put, overrides + "/" + String(repeating: "u", count: 513), ["variant": "on"])
            #expect(long.code == "invalid_path")
        }
    }
}
