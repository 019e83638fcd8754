/// A value without its place.
package indirect enum SettingsValue: Sendable, Equatable {
    case null
    case flag(Bool)
    /// As it is written in JSON.
    case number(String)
    case text(String)
    case list([SettingsValue])
    case record([(key: String, value: SettingsValue)])

    package static func == (left: SettingsValue, right: SettingsValue) -> Bool {
        left.json == right.json
    }

    /// JSON on one line, keys in their order.
    package var json: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let text): text
        case .text(let text): Self.quoted(text)
        case .list(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
        case .record(let members):
            "{"
                + members.map { "\(Self.quoted($0.key)): \($0.value.json)" }
                .joined(separator: ", ") + "}"
        }
    }

    /// JSON over several lines, two spaces a level.
    package func page(_ margin: String = "") -> String {
        let inner = margin + "  "
        switch self {
        case .record(let members) where !members.isEmpty:
            let lines = members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.page(inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
        case .list(let items) where items.contains { if case .record = $0 { true } else { false } }:
            let lines = items.map { inner + $0.page(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
        default: return json
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\u{0}"..<"\u{20}":
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
