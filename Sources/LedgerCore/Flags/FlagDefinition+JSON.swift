extension FlagDefinition {
    /// How strictly a definition is read.
    package enum Reading: Sendable {
        /// What somebody writes now: everything that makes no sense is noted.
        case written
        /// What was recorded, or is only tried out: only what has no meaning at all is noted.
        case stored
    }

    /// Reads a definition by the chapter's names and ours; problems are noted in the reader.
    ///
    /// - Parameter key: the one that the path names; `nil` reads it from the fields.
    package init(_ fields: FieldReader, key: String? = nil, _ reading: Reading) {
        let type = fields.optionalChoice("type") ?? FlagType.boolean
        let variants = Self.variants(fields, type)
        let isBoolean = type == .boolean
        let split = FlagSplit(fields, reading)
        let rollout = FlagRollout(fields, reading)
        let offVariant =
            fields.optionalString("off_variant", length: 1...100) ?? (isBoolean ? "off" : nil)
        self.init(
            key: key ?? Self.key(fields, reading),
            description: fields.optionalString("description") ?? "",
            owner: fields.optionalString("owner", length: 1...200),
            tags: fields.optionalStrings("tags", count: 0...100) ?? [], type: type,
            variants: variants,
            onVariant: fields.optionalString("on_variant", length: 1...100)
                ?? (isBoolean && split.isEmpty ? "on" : nil),
            defaultVariant: fields.optionalString("default_variant", length: 1...100)
                ?? (isBoolean ? "off" : offVariant ?? ""),
            offVariant: offVariant, isEnabled: fields.flag("enabled"), rollout: rollout,
            split: split, rules: FlagRule.list(fields, reading),
            prerequisites: Self.prerequisites(fields),
            bucketingAttribute: Self.bucketingAttribute(fields))
        if reading == .written { note(to: fields) }
    }

    private static func key(_ fields: FieldReader, _ reading: Reading) -> String {
        let key = fields.string("key", length: 0...4096)
        if reading == .written, case .string? = fields.value("key"), !isKey(key) {
            fields.note(keyRule, at: "key")
        }
        return key
    }

    private static func variants(_ fields: FieldReader, _ type: FlagType) -> [FlagVariant] {
        guard let reader = fields.optionalObject("variants") else {
            if type == .boolean { return FlagVariant.booleans }
            if fields.value("variants") == nil { fields.note("is required", at: "variants") }
            return []
        }
        let members = reader.document.members
        if !(1...100).contains(members.count) {
            fields.note("must have 1 to 100 variants", at: "variants")
        }
        for member in members where !type.admits(member.value) {
            reader.note("must be \(type.noun), not \(member.value.kind)", at: member.name)
        }
        return members.map { FlagVariant(name: $0.name, value: $0.value) }
    }

    private static func prerequisites(_ fields: FieldReader) -> [FlagPrerequisite] {
        let readers = fields.optionalObjects("prerequisites", count: 0...maximumPrerequisites)
        return (readers ?? []).map { reader in
            let wanted = FlagPrerequisite(
                flag: reader.string("flag", length: 1...128),
                variant: reader.string("variant", length: 1...100))
            reader.refuseUnknownFields()
            return wanted
        }
    }

    private static func bucketingAttribute(_ fields: FieldReader) -> String? {
        let name = fields.optionalString("bucketing_attribute", length: 1...200)
        return name == FlagContext.targetingKey ? nil : name
    }

    package var json: JSONObject {
        [
            "key": .string(key), "description": .string(description), "owner": .string(owner),
            "tags": tags.isEmpty ? nil : .strings(tags), "type": .string(type.rawValue),
            "variants": .object(
                JSONObject(variants.map { .init(name: $0.name, value: $0.value) })),
            "on_variant": .string(onVariant), "default_variant": .string(defaultVariant),
            "off_variant": .string(offVariant), "enabled": .bool(isEnabled),
            "rollout_strategy": .string(rollout.strategy.rawValue),
            "rollout_percentage": rollout.percentage.json,
            "allowed_users": rollout.users.texts.isEmpty ? nil : .strings(rollout.users.texts),
            "metadata": rollout.window.json.map { .object($0) },
            "split": split.isEmpty ? nil : split.json,
            "rules": rules.isEmpty ? nil : .array(rules.map { .object($0.json) }),
            "prerequisites": prerequisites.isEmpty
                ? nil
                : .array(
                    prerequisites.map {
                        .object(["flag": .string($0.flag), "variant": .string($0.variant)])
                    }),
            "bucketing_attribute": .string(bucketingAttribute),
        ]
    }
}

extension FlagType {
    /// What a message calls a value of this type.
    var noun: String {
        switch self {
        case .boolean: "true or false"
        case .string: "a string"
        case .number: "a number"
        case .integer: "a whole number"
        case .object: "an object"
        }
    }
}
