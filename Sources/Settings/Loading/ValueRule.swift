/// Checks one value against its shape.
struct ValueRule {
    private let shape: Shape

    init(_ shape: Shape) { self.shape = shape }

    /// What is wrong, or `nil`; a value that may be secret is not quoted.
    func problem(_ filled: FilledValue, _ isSecret: Bool) -> String? {
        guard !fits(filled.value) else { return nil }
        return "expected \(shape.wanted), found "
            + found(filled.value, quotes: !isSecret && !filled.hasReferences)
    }

    private func fits(_ value: SettingsValue) -> Bool {
        switch (shape, value) {
        case (.url(let schemes), .text(let text)): Self.isURL(text, schemes)
        case (.word(let words), .text(let text)): words.contains(text.uppercased())
        case (.text, .text(let text)): !text.isEmpty
        case (.flag, .flag): true
        case (.integer(let range), .number(let text)): Int(text).map(range.contains) ?? false
        case (.number(let range), .number(let text)): Double(text).map(range.contains) ?? false
        case (.list(let each, let most), .list(let items)):
            items.count <= most && items.allSatisfy { ValueRule(each).fits($0) }
        case (.anything, _): true
        default: false
        }
    }

    private static func isURL(_ text: String, _ schemes: [String]) -> Bool {
        guard let mark = text.firstRange(of: "://") else { return false }
        return schemes.contains(text[..<mark.lowerBound].lowercased())
            && mark.upperBound < text.endIndex && !text.contains(where: \.isWhitespace)
    }

    private func found(_ value: SettingsValue, quotes: Bool) -> String {
        switch value {
        case .null: "null"
        case .flag(let flag): "\(flag) (boolean)"
        case .number(let text): quotes ? "\(text) (number)" : "a number"
        case .text(""): "an empty string"
        case .text(let text):
            quotes && text.count <= 40 && !text.contains("://")
                ? "\(value.json) (string)" : "another string"
        case .list: if case .list = shape { "another array" } else { "an array" }
        case .record: "an object"
        }
    }
}
