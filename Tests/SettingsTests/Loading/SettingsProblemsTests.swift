import Testing

@testable import Settings

struct SettingsProblemsTests {
    @Test func `all problems come at once, in the order of the file`() async {
        let bench = SettingsBench(
            text: """
                {
                  "base": {"api_url": "ftp://a", "log_levl": "INFO"},
                  "environments": {
                    "staging": {
                      "database_url": "${NO_SUCH}", "redis_url": 6379, "debug": "false",
                      "rate_limits": {"requests_per_minute": "100", "burst": 0},
                      "llm_config": {"temperature": 2.5, "max_tokens": 1.5}, "feature_flags": []
                    },
                    "production": {"log_level": "LOUD", "database_url": "${ALSO_NOT}"}
                  }
                }
                """)

        #expect(
            await bench.problems() == [
                "f:2:23: base.api_url: expected a URL that begins with http:// or https://, "
                    + "found another string",
                "f:2:46: base.log_levl: unknown key; did you mean log_level?",
                "f:5:23: environments.staging.database_url: the variable NO_SUCH is not set; "
                    + "set NO_SUCH or NO_SUCH_FILE, or give a default with ${NO_SUCH:-…}",
                "f:5:50: environments.staging.redis_url: expected a URL that begins with "
                    + "redis:// or rediss:// or unix://, found a number",
                "f:5:65: environments.staging.debug: expected true or false, "
                    + "found \"false\" (string)",
                "f:6:46: environments.staging.rate_limits.requests_per_minute: "
                    + "expected an integer ≥ 1, found \"100\" (string)",
                "f:6:62: environments.staging.rate_limits.burst: expected an integer ≥ 1, "
                    + "found 0 (number)",
                "f:7:37: environments.staging.llm_config.temperature: "
                    + "expected a number in 0.0…2.0, found 2.5 (number)",
                "f:7:56: environments.staging.llm_config.max_tokens: "
                    + "expected an integer in 1…10000000, found 1.5 (number)",
                "f:7:79: environments.staging.feature_flags: expected an object, "
                    + "found an array",
                "f:9:19: environments.production: redis_url is missing, here and in base",
                "f:9:33: environments.production.log_level: expected one of TRACE, DEBUG, INFO, "
                    + "NOTICE, WARNING, ERROR, CRITICAL, found \"LOUD\" (string)",
            ])
    }

    @Test(arguments: [
        ("[]", "f:1:1: expected an object, found an array"),
        ("{}", "f:1:1: environments: no environment is declared"),
        ("{\"environments\": 1}", "f:1:18: environments: expected an object"),
        (
            "{\"enviroments\": {}, \"environments\": {\"a\": {}}}",
            "f:1:2: enviroments: unknown key; did you mean environments?"
        ),
        (
            "{\"environments\": {\"Bad name\": {}}}",
            "f:1:19: environments.Bad name: a name has 1 to 63 of a-z, 0-9 and -, "
                + "and begins with a letter"
        ),
    ])
    func `a file of another shape is refused`(text: String, problem: String) async {
        #expect(await SettingsBench(text: text).problems() == [problem])
    }

    @Test func `an environment that the file lacks is a problem`() async {
        let bench = SettingsBench.environment("staging", "")
        #expect(
            await bench.problems("production") == [
                "f:1:1: environments.production: this environment is not in the file"
            ])
    }

    @Test func `an empty variable is no URL`() async {
        var bench = SettingsBench.environment("staging", "\"database_url\": \"${EMPTY}\"")
        bench.variables = ["EMPTY": ""]
        #expect(await bench.problems().first?.hasSuffix("found an empty string") == true)
    }

    @Test func `a wrong value that came through a reference is not quoted`() async {
        var bench = SettingsBench.environment(
            "staging", "\"log_level\": \"${L}\", \"debug\": \"${L}\", \"api_url\": \"${L}\"")
        bench.variables = ["L": "planted-secret"]
        let problems = await bench.problems()
        #expect(problems.count == 3)
        #expect(!problems.joined().contains("planted"))
    }

    @Test(arguments: [
        ("\"debug\": true", "debug is on in production"),
        ("\"api_url\": \"http://a\"", "production's API is reached without TLS"),
        (
            "\"database_url\": \"postgres://app:postgres@db/x?sslmode=require\"",
            "the database has the default password"
        ),
        (
            "\"database_url\": \"postgres://app:pw@db/x?sslmode=prefer\"",
            "the database is reached without sslmode=require or stricter"
        ),
    ])
    func `production refuses what is not secure, staging does not`(
        body: String, message: String
    ) async {
        var bench = SettingsBench.environment("production", body)
        let problems = await bench.problems("production")
        #expect(problems.count == 1)
        #expect(problems.first?.contains(message) == true, "\(problems)")
        bench.allowsInsecure = true
        #expect(await bench.problems("production") == [])
        #expect(await SettingsBench.environment("staging", body).problems() == [])
    }
}
