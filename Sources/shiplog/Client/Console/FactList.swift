/// Names and values below each other; a name that repeats is shown once.
struct FactList {
    private var facts: [(name: String, value: String, tint: Style.Tint?)] = []

    /// A fact without a value is left out.
    mutating func add(_ name: String, _ value: String?, _ tint: Style.Tint? = nil) {
        guard let value, !value.isEmpty else { return }
        facts.append((name, value, tint))
    }

    func lines(_ style: Style) -> [String] {
        let width = facts.map(\.name.count).max() ?? 0
        return facts.indices.map { index in
            let (name, value, tint) = facts[index]
            let isRepeated = index > 0 && facts[index - 1].name == name
            let gap = String(repeating: " ", count: width - name.count + 2)
            let shown = isRepeated ? String(repeating: " ", count: name.count) : name
            return style.paint(shown, .faint) + gap + style.paint(value, tint)
        }
    }
}
