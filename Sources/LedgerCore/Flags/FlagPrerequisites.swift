/// Which flags rest on which, so that nothing is written that could not be evaluated.
package struct FlagPrerequisites {
    private let others: FlagSnapshot

    package init(_ others: FlagSnapshot) { self.others = others }

    /// Refuses a flag that rests on one that is not there, on a variant that it does not have, on
    /// itself, or on a chain that is longer than an evaluation follows.
    func check(_ wanted: FlagDefinition) throws(FlagRefusal) {
        for (index, prerequisite) in wanted.prerequisites.enumerated() {
            let pointer = "/prerequisites/\(index)"
            guard let other = others.flag(prerequisite.flag)?.definition else {
                throw FlagRefusal(
                    .prerequisiteUnknown, "no flag \(prerequisite.flag) is there",
                    at: pointer + "/flag")
            }
            guard other.variant(named: prerequisite.variant) != nil else {
                throw FlagRefusal(
                    .prerequisiteUnknown, "flag \(other.key) has no such variant",
                    at: pointer + "/variant")
            }
        }
        try checkChains(wanted)
    }

    /// Layer by layer from the flag down; whoever rests on it is looked at from the other end.
    private func checkChains(_ wanted: FlagDefinition) throws(FlagRefusal) {
        var layer = Set(wanted.prerequisites.map { ExactText($0.flag) })
        let height = height(above: wanted.key)
        var depth = 0
        while !layer.isEmpty {
            depth += 1
            if layer.contains(ExactText(wanted.key)) {
                throw FlagRefusal(
                    .prerequisiteCycle, "flag \(wanted.key) would rest on itself",
                    at: "/prerequisites")
            }
            guard depth + height <= FlagEvaluator.maximumDepth else {
                throw FlagRefusal(
                    .prerequisiteCycle,
                    "more than \(FlagEvaluator.maximumDepth) flags would rest on one another",
                    at: "/prerequisites")
            }
            layer = Set(layer.flatMap { below($0) })
        }
    }

    private func below(_ key: ExactText) -> [ExactText] {
        (others.flag(key.text)?.definition.prerequisites ?? []).map { ExactText($0.flag) }
    }

    /// How long a chain of flags rests on this one.
    private func height(above key: String) -> Int {
        var height = 0
        var layer: Set = [ExactText(key)]
        while height <= FlagEvaluator.maximumDepth {
            let above = others.sorted.filter { other in
                below(ExactText(other.key)).contains { layer.contains($0) }
            }
            if above.isEmpty { return height }
            layer = Set(above.map { ExactText($0.key) })
            height += 1
        }
        return height
    }

    /// The first flag that rests on this one; with a variant, on that one.
    func user(of key: String, variant: String? = nil) -> String? {
        others.sorted.first { _, entry in
            guard case .flag(let flag) = entry else { return false }
            return flag.definition.prerequisites.contains { wanted in
                ExactText(wanted.flag) == ExactText(key)
                    && (variant.map { ExactText($0) == ExactText(wanted.variant) } ?? true)
            }
        }?.key
    }

    /// All flags that these rest on, directly or not, whether or not they are there.
    package func closure(of keys: [String]) -> Set<ExactText> {
        var found: Set<ExactText> = []
        var open = keys.map(ExactText.init)
        while let key = open.popLast() {
            if found.insert(key).inserted { open += below(key) }
        }
        return found
    }
}
