import LedgerCore

/// Random documents, among them what parsers stumble over.
enum RandomJSON {
    static func value(depth: Int, using random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(integer(&random))
        case 3: return .number(fraction(&random))
        case 4, 5: return .string(text(&random))
        case 6:
            let count = Int.random(in: 0...4, using: &random)
            return .array((0..<count).map { _ in value(depth: depth - 1, using: &random) })
        default: return .object(object(depth: depth, &random))
        }
    }

    private static func object(depth: Int, _ random: inout SeededRandom) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            object[text(&random)] = value(depth: depth - 1, using: &random)
        }
        return object
    }

    private static func integer(_ random: inout SeededRandom) -> Int64 {
        let limit: Int64 = (1 << 53) - 1
        let edges = [0, 1, -1, limit, -limit]
        return random.chance(30)
            ? edges.randomElement(using: &random) ?? 0
            : .random(in: -limit...limit, using: &random)
    }

    /// Any finite double that JSON does not turn into a whole number.
    private static func fraction(_ random: inout SeededRandom) -> Double {
        while true {
            let number = Double(bitPattern: random.next())
            if number.isFinite, number.rounded() != number || number.magnitude >= 0x1p53 {
                return number
            }
        }
    }

    private static func text(_ random: inout SeededRandom) -> String {
        let pieces = [
            "a", "é", "e\u{301}", "🚢", "\"", "\\", "/", "\n", "\u{1}", "\u{1F}", "\u{7F}",
            "\u{2028}",
            "\u{FFFD}", "0", " ", "{", "]", "\u{10FFFF}", "\u{FEFF}",
        ]
        let count = Int.random(in: 0...6, using: &random)
        return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
}
