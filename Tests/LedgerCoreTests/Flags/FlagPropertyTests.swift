import LedgerCore
import Testing

struct FlagPropertyTests {
    @Test(arguments: 1...20)
    func `raising a percentage only ever adds users`(seed: Int) {
        var random = SeededRandom(seed)
        for _ in 0..<50 {
            let bucket = FlagContext(user: "user-\(random.next() % 100_000)")
            var wasOn = false
            for hundredths in stride(from: 0, through: 10_000, by: 97) {
                let rollout = FlagRollout(
                    strategy: .percentage, percentage: FlagPercentage(hundredths: hundredths))
                let flag = FeatureFlag(
                    FlagDefinition(key: "p\(seed)", isEnabled: true, rollout: rollout))
                let isOn =
                    FlagSnapshot([flag]).evaluate(flag, for: bucket, at: Example.noon).variant
                    == "on"
                #expect(isOn || !wasOn, "seed \(seed)")
                wasOn = isOn
            }
        }
    }

    @Test(arguments: 1...20)
    func `a window only ever adds users`(seed: Int) {
        var random = SeededRandom(seed)
        let length = Int.random(in: 1...10_000_000, using: &random)
        let window = FlagWindow(start: Example.noon, end: Example.noon.adding(seconds: length))
        let flag = FeatureFlag(.boolean("w\(seed)", .gradual, percent: 70, window: window))
        for _ in 0..<20 {
            let context = FlagContext(user: "user-\(random.next() % 100_000)")
            var wasOn = false
            for step in 0...60 {
                let now = Example.noon.adding(seconds: length / 50 * (step - 5))
                let isOn =
                    FlagSnapshot([flag]).evaluate(flag, for: context, at: now).variant == "on"
                #expect(isOn || !wasOn, "seed \(seed)")
                wasOn = isOn
            }
        }
    }

    @Test(arguments: 1...400)
    func `nothing that can be read makes an evaluation trap`(seed: Int) {
        var random = SeededRandom(seed)
        let flags = (0..<4).map { _ in Self.flag(&random) }
        let snapshot = FlagSnapshot(flags)
        for flag in flags {
            let context = FlagContext(
                user: Self.text(&random), attributes: ["a": Self.value(&random), "b": "v1.2.3"])
            let now = Timestamp(microseconds: Self.extreme(&random))
            let answer = snapshot.evaluate(flag, for: context, at: now)
            _ = flag.value(of: answer)
            #expect(!answer.reason.rawValue.isEmpty)
        }
    }

    /// Of random members, wrong ones too, as a stored event may hold them.
    private static func flag(_ random: inout SeededRandom) -> FeatureFlag {
        let strategies = FlagRollout.Strategy.allCases.map(\.rawValue) + ["other"]
        let operators = FlagCondition.Operator.allCases.map(\.rawValue)
        let condition: JSONObject = [
            "attribute": "a", "operator": .string(operators.randomElement(using: &random)),
            "values": .array([value(&random), value(&random)]),
        ]
        let parts: JSONValue = .array([
            .object(["variant": "on", "weight": value(&random)]),
            .object(["variant": .string(text(&random)), "weight": value(&random)]),
        ])
        let document: JSONObject = [
            "type": random.chance(50) ? "boolean" : value(&random),
            "variants": random.chance(50) ? nil : .object(["on": value(&random)]),
            "enabled": .bool(random.chance(90)), "on_variant": value(&random),
            "rollout_strategy": .string(strategies.randomElement(using: &random)),
            "rollout_percentage": value(&random), "allowed_users": .array([value(&random)]),
            "metadata": .object([
                "rollout_start": .time(Timestamp(microseconds: extreme(&random))),
                "rollout_end": .time(Timestamp(microseconds: extreme(&random))),
            ]), "split": random.chance(30) ? parts : nil,
            "rules": random.chance(50)
                ? .array([.object(["when": .array([.object(condition)]), "split": parts])]) : nil,
            "prerequisites": random.chance(30)
                ? .array([.object(["flag": "k1", "variant": "on"])]) : nil,
            "bucketing_attribute": random.chance(30) ? "a" : nil,
        ]
        let reading: FlagDefinition.Reading = random.chance(50) ? .written : .stored
        let key = "k\(Int.random(in: 0...3, using: &random))"
        let definition = FlagDefinition(FieldReader(document), key: key, reading)
        return FeatureFlag(definition, isKilled: random.chance(10))
    }

    private static func extreme(_ random: inout SeededRandom) -> Int64 {
        let choices: [Int64] = [
            .min, .max, 0, -1, 1, Example.noon.microseconds, -62_167_219_200_000_000,
            253_402_300_799_999_999, Int64(truncatingIfNeeded: random.next()),
        ]
        return choices.randomElement(using: &random) ?? 0
    }

    private static func text(_ random: inout SeededRandom) -> String {
        let choices = ["", " ", "u", "Zo\u{EB}", "\u{212A}", "a:b", "v1.2.3", "2026-03-01", "9"]
        return choices.randomElement(using: &random) ?? ""
    }

    private static func value(_ random: inout SeededRandom) -> JSONValue {
        let choices: [JSONValue] = [
            .null, true, .integer(extreme(&random)), .number(1e300), .number(-0.5), .number(12.5),
            .string(text(&random)), .array([1]), .object(["x": 1]),
        ]
        return choices.randomElement(using: &random) ?? .null
    }
}
