import LedgerCore
import Testing

struct FlagVectorTests {
    @Test func `the file holds what it should`() {
        #expect(FlagVectors.vectors.count == 1236)
        #expect(FlagVectors.malformed.count == 9)
        #expect(FlagVectors.sequences.count == 7)
    }

    @Test func `every vector has its value and its bucket`() {
        for vector in FlagVectors.vectors {
            let id = vector.text("id") ?? "?"
            let fields = FieldReader(vector)
            let answer = FlagCase(fields).answer
            #expect(fields.problems == [], "\(id)")
            // Where doubles led the chapter astray, the exact answer is the right one.
            let expected =
                vector["expected_exact_math"] ?? vector["expected_fine"] ?? vector["expected"]
            #expect(answer["value"] == expected, "\(id)")
            #expect(answer["bucket"] == vector["bucket"], "\(id)")
        }
    }

    @Test func `every fine position is right`() throws {
        var count = 0
        for vector in FlagVectors.vectors {
            guard let position = vector["position_bp"] else { continue }
            let bucket = FlagBucket(
                flag: try #require(vector.text("flag_name")),
                user: try #require(vector.text("user_id")))
            #expect(.integer(bucket.position) == position)
            count += 1
        }
        #expect(count == 28)
    }

    @Test(arguments: [
        ("error-000", []), ("error-002", []), ("error-004", []),
        ("error-006", ["/metadata/rollout_start", "/metadata/rollout_end"]),
        ("error-008", ["/metadata/rollout_start", "/metadata/rollout_end"]),
        ("error-010", ["/rollout_percentage"]), ("error-012", ["/rollout_strategy"]),
        ("error-014", ["/allowed_users"]), ("error-016", ["/enabled"]),
    ])
    func `what the chapter stumbled over is taken or refused when it is written`(
        id: String, pointers: [String]
    ) throws {
        let found = try #require(FlagVectors.malformed.first { $0.text("id") == id })
        let fields = FieldReader(found.object("flag"))
        _ = FlagDefinition(fields, key: fields.string("name"), .written)

        #expect(fields.problems.map(\.pointer) == pointers)
    }

    /// The bucket of "g:u" is 92.
    @Test(arguments: [
        ("error-000", nil, false), ("error-000", "2026-03-10T12:00:00", true),
        ("error-002", nil, false), ("error-002", "2026-03-10T12:00:00", true),
        ("error-004", nil, true), ("error-004", "2026-02-28T23:59:59.999999", false),
    ])
    func `what is taken has the recommended answer`(id: String, now: String?, value: Bool) throws {
        var question = try #require(FlagVectors.malformed.first { $0.text("id") == id })
        if let now { question["now"] = .string(now) }
        #expect(FlagCase(FieldReader(question)).answer["value"] == .bool(value))
    }

    @Test func `every sequence has its answers`() throws {
        for sequence in FlagVectors.sequences {
            var flags = sequence.objects("flags")
            var overrides: [JSONValue] = []
            for step in sequence.objects("ops") {
                let key = try #require(step.text("flag_name"))
                switch step.text("op") {
                case "update_flag":
                    let index = try #require(flags.firstIndex { $0.text("name") == key })
                    for name in ["enabled", "rollout_percentage"] {
                        if let value = step[name] { flags[index][name] = value }
                    }
                case "set_override": overrides.append(.object(step))
                default:
                    let question: JSONObject = [
                        "flag": flags.first { $0.text("name") == key }.map { .object($0) },
                        "overrides": .array(overrides), "flag_name": .string(key),
                        "user_id": step["user_id"],
                    ]
                    let answer = FlagCase(FieldReader(question)).answer
                    #expect(answer["value"] == step["expected"], "\(sequence)")
                }
            }
        }
    }
}
