extension FlagState {
    package static let overrideLimit = 10_000

    /// What a command leads to: facts to record at this state's version, or a refusal.
    ///
    /// An empty list means that it is so already.
    ///
    /// - Parameters:
    ///   - expected: the version that the caller saw; `nil` whichever it is.
    ///   - others: the flags of the environment, for prerequisites.
    package func decide(
        _ command: FlagCommand, expecting expected: Int64? = nil, at now: Timestamp,
        among others: FlagSnapshot
    ) throws(FlagRefusal) -> [FlagEvent] {
        if let expected, expected != version, definition != nil {
            throw FlagRefusal(
                .flagChanged, "it is at version \(version), not at \(expected); look again")
        }
        if case .create(let wanted) = command { return try create(wanted, others) }
        guard let definition else { throw FlagRefusal.unknown }
        switch command {
        case .create: return []
        case .change(let wanted): return try change(definition, wanted, others)
        case .kill:
            guard !isKilled else { throw FlagRefusal(.alreadyKilled, "it is killed already") }
            return [.killed(.init())]
        case .restore:
            guard isKilled else { throw FlagRefusal(.notKilled, "it is not killed") }
            return [.restored(.init())]
        case .setOverride(let wanted): return try set(wanted, definition, now)
        case .removeOverride(let user):
            guard overrides[ExactText(user)] != nil else {
                throw FlagRefusal(.overrideUnknown, "this user has no override")
            }
            return [.overrideRemoved(.init(user: user))]
        case .archive: return try archive(definition, others)
        }
    }

    private func create(
        _ wanted: FlagDefinition, _ others: FlagSnapshot
    ) throws(FlagRefusal) -> [FlagEvent] {
        guard definition == nil else {
            throw FlagRefusal(.flagExists, "there is a flag of this key; change that one")
        }
        try FlagPrerequisites(others).check(wanted)
        return [.created(.init(wanted))]
    }

    private func change(
        _ definition: FlagDefinition, _ wanted: FlagDefinition, _ others: FlagSnapshot
    ) throws(FlagRefusal) -> [FlagEvent] {
        // By bytes: another spelling of the same character is another value.
        guard definition.json.bytes != wanted.json.bytes else { return [] }
        guard definition.type == wanted.type else {
            throw FlagRefusal(
                .typeChanged,
                "programs expect \(definition.type.noun); create another flag for another type",
                at: "/type")
        }
        for variant in definition.variants where wanted.variant(named: variant.name) == nil {
            try checkUnused(variant.name, definition, others)
        }
        try FlagPrerequisites(others).check(wanted)
        return [.changed(.init(wanted))]
    }

    /// Nothing may be left pointing at a variant that goes.
    private func checkUnused(
        _ variant: String, _ definition: FlagDefinition, _ others: FlagSnapshot
    ) throws(FlagRefusal) {
        if let override = sortedOverrides.first(where: { $0.variant.hasSameBytes(as: variant) }) {
            throw FlagRefusal(
                .variantInUse, "the override of \(override.user.prefix(64)) names \(variant)",
                at: "/variants")
        }
        if let user = FlagPrerequisites(others).user(of: definition.key, variant: variant) {
            throw FlagRefusal(
                .variantInUse, "flag \(user) asks for \(variant)", at: "/variants")
        }
    }

    private func set(
        _ wanted: FlagOverride, _ definition: FlagDefinition, _ now: Timestamp
    ) throws(FlagRefusal) -> [FlagEvent] {
        guard definition.variant(named: wanted.variant) != nil else {
            throw FlagRefusal(
                .variantUnknown,
                "must name one of: \(definition.variants.map(\.name).joined(separator: ", "))",
                at: "/variant")
        }
        guard wanted.isInForce(at: now) else {
            throw FlagRefusal(.overrideExpired, "must be in the future", at: "/expires_at")
        }
        let known = overrides[ExactText(wanted.user)]
        guard known != nil || overrides.count < Self.overrideLimit else {
            throw FlagRefusal(
                .tooManyOverrides,
                "\(Self.overrideLimit) users have overrides; use allowed_users or a rule")
        }
        return known == wanted ? [] : [.overrideSet(.init(wanted))]
    }

    private func archive(
        _ definition: FlagDefinition, _ others: FlagSnapshot
    ) throws(FlagRefusal) -> [FlagEvent] {
        if let user = FlagPrerequisites(others).user(of: definition.key) {
            throw FlagRefusal(.flagInUse, "flag \(user) rests on it")
        }
        return [.archived(.init())]
    }
}
