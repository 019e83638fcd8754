extension FlagDefinition {
    /// Notes what cannot be meant, each at its field.
    func note(to fields: FieldReader) {
        noteVariants(to: fields)
        noteNames(to: fields)
        for index in Self.repeated(tags) {
            fields.note("is there twice", under: "tags", "\(index)")
        }
        for index in Self.repeated(prerequisites.map(\.flag)) {
            fields.note("is there twice", under: "prerequisites", "\(index)", "flag")
        }
        for (index, wanted) in prerequisites.enumerated() where wanted.flag == key {
            fields.note("must be another flag", under: "prerequisites", "\(index)", "flag")
        }
    }

    private func noteVariants(to fields: FieldReader) {
        if type == .boolean, variants.allSatisfy({ type.admits($0.value) }),
            variants.count != 2 || variant(named: "on")?.value != true
                || variant(named: "off")?.value != false
        {
            fields.note("must be on: true and off: false", at: "variants")
        }
        for variant in variants where !FieldReader.isName(variant.name) {
            fields.note("has a variant whose name \(FieldReader.nameRule)", at: "variants")
        }
    }

    /// Every variant that is named must be there.
    private func noteNames(to fields: FieldReader) {
        if rollout.strategy != .none, onVariant == nil, split.isEmpty {
            fields.note("is required, or split: what users in the rollout get", at: "on_variant")
        }
        if onVariant != nil, !split.isEmpty {
            fields.note("and split exclude each other", at: "on_variant")
        }
        if defaultVariant.isEmpty {
            fields.note("is required", at: "default_variant")
        } else {
            check(defaultVariant) { fields.note($0, at: "default_variant") }
        }
        if let onVariant { check(onVariant) { fields.note($0, at: "on_variant") } }
        if let offVariant { check(offVariant) { fields.note($0, at: "off_variant") } }
        for (index, part) in split.parts.enumerated() {
            check(part.variant) { fields.note($0, under: "split", "\(index)", "variant") }
        }
        for (index, rule) in rules.enumerated() { noteNames(of: rule, "\(index)", to: fields) }
    }

    private func noteNames(of rule: FlagRule, _ index: String, to fields: FieldReader) {
        if let variant = rule.variant {
            check(variant) { fields.note($0, under: "rules", index, "variant") }
        }
        for (place, part) in rule.split.parts.enumerated() {
            check(part.variant) {
                fields.note($0, under: "rules", index, "split", "\(place)", "variant")
            }
        }
    }

    private func check(_ name: String, _ note: (String) -> Void) {
        if variant(named: name) == nil { note("must name one of the variants") }
    }

    /// The places of those that were there before.
    static func repeated(_ texts: [String]) -> [Int] {
        var seen: Set<ExactText> = []
        return texts.indices.filter { !seen.insert(ExactText(texts[$0])).inserted }
    }
}
