import LedgerCore
import Testing

struct FlagDefinitionTests {
    private func problems(_ text: String) throws -> [String] {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { return [] }
        let fields = FieldReader(object)
        _ = FlagDefinition(fields, .written)
        fields.refuseUnknownFields()
        return fields.problems.map { "\($0.pointer) \($0.detail)" }
    }

    private func problems(with members: String) throws -> [String] {
        try problems(#"{"key":"f","enabled":true,"rollout_strategy":"all"\#(members)}"#)
    }

    @Test func `the least that a flag needs`() throws {
        #expect(try problems(with: "") == [])
        #expect(
            try problems("{}") == [
                "/rollout_strategy is required", "/key is required", "/enabled is required",
            ])
    }

    @Test func `what is written reads back equal`() {
        for reading in [FlagDefinition.Reading.written, .stored] {
            let fields = FieldReader(FlagDefinition.full.json)
            #expect(FlagDefinition(fields, reading) == .full)
            fields.refuseUnknownFields()
            #expect(fields.problems == [])
        }
    }

    @Test(arguments: [
        (#","rollout_percentage":101"#, "/rollout_percentage must be 0.0 to 100.0"),
        (#","rollout_percentage":-1"#, "/rollout_percentage must be 0.0 to 100.0"),
        (#","rollout_percentage":"50""#, "/rollout_percentage must be a number, not a string"),
        (#","rollout_percentage":0.001"#, "/rollout_percentage must have at most two decimals"),
        (#","allowed_users":"alice,bob""#, "/allowed_users must be an array, not a string"),
        (#","allowed_users":["a","b","a"]"#, "/allowed_users/2 is there twice"),
        (#","allowed_users":[""]"#, "/allowed_users/0 must have 1 to 512 bytes"),
        (#","tags":["a","a"]"#, "/tags/1 is there twice"),
        (
            #","metadata":{"rollout_start":"soon"}"#,
            "/metadata/rollout_start must be a time as RFC 3339 has it; without a zone it is UTC"
        ),
        (#","metadata":{"other":1}"#, "/metadata/other is not known here"),
        (#","variants":{"on":true,"off":true}"#, "/variants must be on: true and off: false"),
        (#","variants":{"on":1,"off":false}"#, "/variants/on must be true or false, not a number"),
        (#","default_variant":"maybe""#, "/default_variant must name one of the variants"),
        (#","split":[{"variant":"on","weight":0}]"#, "/split must give some variant a weight"),
        (
            #","split":[{"variant":"on","weight":1},{"variant":"on","weight":1}]"#,
            "/split/1/variant is there twice"
        ),
        (
            #","split":[{"variant":"x","weight":1}]"#,
            "/split/0/variant must name one of the variants"
        ),
        (#","rules":[{}]"#, "/rules/0/variant is required, or split: what users of the rule get"),
        (#","rules":[{"variant":"x"}]"#, "/rules/0/variant must name one of the variants"),
        (
            #","rules":[{"variant":"on","when":[{"attribute":"a","operator":"lt","values":["1"]}]}]"#,
            "/rules/0/when/0/values/0 must be a number"
        ),
        (
            #","rules":[{"variant":"on","when":[{"attribute":"a","operator":"like","values":[1]}]}]"#,
            "/rules/0/when/0/operator must be one of: in, not_in, eq, lt, le, gt, ge, starts_with, ends_with, contains, matches, semver_eq, semver_lt, semver_le, semver_gt, semver_ge, before, after"
        ),
        (
            #","prerequisites":[{"flag":"f","variant":"on"}]"#,
            "/prerequisites/0/flag must be another flag"
        ),
        (#","enabld":true"#, "/enabld is not known here"),
    ])
    func `what cannot be meant is refused with its place`(members: String, problem: String) throws {
        #expect(try problems(with: members) == [problem])
    }

    @Test func `a percentage needs one, and a window both ends in their order`() throws {
        let start = #"{"key":"f","enabled":true,"rollout_strategy":"#
        #expect(try problems(start + #""percentage"}"#) == ["/rollout_percentage is required"])
        #expect(
            try problems(start + #""gradual"}"#)
                == ["/metadata must hold rollout_start and rollout_end"])
        #expect(
            try problems(start + #""gradual","metadata":{"rollout_start":"2026-03-01"}}"#)
                == ["/metadata/rollout_end is required"])
        let window = #"{"rollout_start":"2026-03-02","rollout_end":"2026-03-01"}"#
        #expect(
            try problems(start + #""gradual","metadata":\#(window)}"#)
                == ["/metadata/rollout_end must not be before rollout_start"])
    }

    @Test func `all problems come at once`() throws {
        let found = try problems(
            #"{"key":"a b","enabled":"false","rollout_strategy":"canary","allowed_users":"x"}"#)
        #expect(
            found.map { $0.split(separator: " ")[0] } == [
                "/rollout_strategy", "/allowed_users", "/key", "/enabled",
            ])
    }

    @Test(arguments: [
        "", ".", "..", "a/b", "Zo\u{EB}", "\u{212A}", "a b", String(repeating: "a", count: 129),
    ])
    func `a key is safe in every path`(key: String) {
        #expect(!FlagDefinition.isKey(key))
    }

    @Test func `a flag that is not boolean says what it has and what it gives`() throws {
        let start = #"{"key":"f","enabled":true,"rollout_strategy":"all","type":"string""#
        #expect(
            try problems(start + "}") == [
                "/variants is required",
                "/on_variant is required, or split: what users in the rollout get",
                "/default_variant is required",
            ])
        let variants = #","variants":{"a":"x","b":"y"},"on_variant":"a","default_variant":"b"}"#
        #expect(try problems(start + variants) == [])
    }
}
