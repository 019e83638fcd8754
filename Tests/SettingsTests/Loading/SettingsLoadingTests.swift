import Testing

@testable import Settings

struct SettingsLoadingTests {
    @Test func `an environment lies over base, key by key`() async throws {
        var bench = SettingsBench(
            text: """
                {"base": {"api_url": "https://a", "redis_url": "redis://r",
                  "database_url": "postgres://d", "log_level": "DEBUG",
                  "rate_limits": {"requests_per_minute": 100, "burst": 5},
                  "outbound_allow": ["10.0.0.0/8", "::1/128"]},
                 "environments": {"staging": {"rate_limits": {"burst": 9},
                  "outbound_allow": ["127.0.0.0/8"], "log_level": null, "debug": "${D}"}}}
                """)
        bench.variables = ["D": "true"]

        let settings = try await bench.load()
        func value(_ path: String) -> String? { settings[path]?.value.revealed.json }
        #expect(value("rate_limits.requests_per_minute") == "100")
        #expect(value("rate_limits.burst") == "9")
        #expect(value("outbound_allow") == "[\"127.0.0.0/8\"]")
        #expect(value("log_level") == "\"INFO\"")
        #expect(value("debug") == "true")
        #expect(settings["rate_limits.burst"]?.section == "environments.staging")
        #expect(settings["rate_limits.burst"]?.overridden?.line == 3)
        #expect(settings["rate_limits.requests_per_minute"]?.section == "base")
        #expect(settings["log_level"]?.section == "default")
        #expect(settings["debug"]?.sources == ["variable D"])
    }

    @Test func `only the chosen environment's references are resolved`() async throws {
        let text = """
            {\(SettingsBench.base), "environments": {
              "staging": {}, "production": {"database_url": "${PROD_DATABASE_URL}"}}}
            """
        let bench = SettingsBench(text: text)

        #expect(await bench.problems("staging") == [])
        #expect(await bench.problems("production").count == 1)
    }

    @Test(arguments: [
        ("postgres://app:s3cret/p?w@x@db:5432/agents", "postgres://app:***@db:5432/agents"),
        ("redis://:s3cret@r:6379/0", "redis://:***@r:6379/0"),
        ("redis://s3cret@r", "redis://:***@r"),
        (
            "postgres://db/x?user=a&password=s3cret&sslmode=require",
            "postgres://db/x?user=***&password=***&sslmode=***"
        ),
        ("s3cret", redaction),
    ])
    func `a URL is shown without what is secret in it`(url: String, shown: String) {
        #expect(ShownValue.url(url) == shown)
    }

    @Test func `what came through a reference is shown only when the file says so`() async throws {
        let text = """
            {\(SettingsBench.base), "public": ["llm_config.model"], "environments": {"staging":
             {"llm_config": {"model": "${MODEL}", "region": "${REGION}", "note": "plain",
              "api_key": "literal-key", "nested": {"auth_token": "literal-token"},
              "pools": [{"key": "literal-list"}]}}}}
            """
        var bench = SettingsBench(text: text)
        bench.variables = ["MODEL": "gpt-4o", "REGION": "eu-secret-1"]

        let settings = try await bench.load()
        #expect(settings["llm_config.model"]?.shown == "\"gpt-4o\"")
        #expect(settings["llm_config.note"]?.shown == "\"plain\"")
        for path in ["region", "api_key", "nested.auth_token", "pools"] {
            #expect(settings["llm_config.\(path)"]?.shown == redaction, "\(path)")
        }
        let cleaned = settings.filter.clean("say eu-secret-1, literal-key, literal-token")
        #expect(cleaned == "say \(redaction), \(redaction), \(redaction)")
    }

    @Test func `a password that was put into a URL is not seen in it`() async throws {
        var bench = SettingsBench.environment(
            "staging",
            "\"database_url\": \"postgres://app:${PW}@${HOST}/x\", \"redis_url\": \"${R}\"")
        bench.variables = ["PW": "pw", "HOST": "host-one", "R": "redis://:s3cret@r/0"]

        let settings = try await bench.load()
        #expect(settings["database_url"]?.shown == "\"postgres://app:***@\(redaction)/x\"")
        #expect(settings["redis_url"]?.shown == "\"redis://:***@r/0\"")
        #expect(settings.filter.clean("password s3cret") == "password \(redaction)")
    }

    @Test func `two environments are compared as they are written`() async throws {
        let text = """
            {\(SettingsBench.base), "environments": {
              "staging": {"debug": true, "llm_config": {"api_key": "planted-one"}},
              "production": {"database_url": "${PROD:-postgres://a:planted-two@db}",
                "llm_config": {"api_key": "planted-three"}}}}
            """
        let document = try SettingsDocument(Array(text.utf8))

        let found = try await SettingsDifference.between("staging", "production", in: document)
        #expect(found.map(\.path) == ["database_url", "debug", "llm_config.api_key"])
        #expect(found.map(\.right) == ["\"${PROD:-…}\"", "false", redaction])
        #expect(!"\(found)".contains("planted"))
    }

    @Test func `nothing below a key that names a secret is shown, however deep it lies`()
        async throws
    {
        for tools in ["[{\"api_key\": \"planted\"}]", "[[{\"api_key\": \"planted\"}]]"] {
            let text = """
                {\(SettingsBench.base), "environments": {"staging": {"llm_config": {"tools": \(tools)}}}}
                """
            let settings = try await SettingsBench(text: text).load()
            #expect(!"\(settings.entries.map(\.shown))".contains("planted"), "\(tools)")
        }
    }

    @Test func `words that are near are suggested`() {
        let names = SettingsDocument.usualEnvironments
        #expect(Suggestion.nearest(to: "prod", among: names) == "production")
        #expect(Suggestion.nearest(to: "stagin", among: names) == "staging")
        #expect(Suggestion.nearest(to: "zebra", among: names) == nil)
    }
}
