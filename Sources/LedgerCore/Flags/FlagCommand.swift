/// What people and programs may ask of a flag.
package enum FlagCommand: Sendable, Equatable {
    case create(FlagDefinition)
    /// The whole definition, in the place of the present one.
    case change(FlagDefinition)
    case kill
    case restore
    case setOverride(FlagOverride)
    case removeOverride(user: String)
    case archive
}

/// A wish that a flag's state does not allow; nothing happens.
package struct FlagRefusal: Error, Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        case flagUnknown = "flag_unknown"
        case flagExists = "flag_exists"
        case flagInUse = "flag_in_use"
        case flagChanged = "flag_changed"
        case typeChanged = "flag_type_changed"
        case variantInUse = "variant_in_use"
        case variantUnknown = "variant_unknown"
        case alreadyKilled = "already_killed"
        case notKilled = "not_killed"
        case overrideUnknown = "override_unknown"
        case overrideExpired = "override_expired"
        case tooManyOverrides = "too_many_overrides"
        case prerequisiteUnknown = "prerequisite_unknown"
        case prerequisiteCycle = "prerequisite_cycle"
    }

    package let code: Code
    /// For people: what stands in the way, and what to do.
    package let detail: String
    /// The field that it is about, if it is about one.
    package let pointer: String?

    package static let unknown = FlagRefusal(.flagUnknown, "no such flag; create it first")

    package init(_ code: Code, _ detail: String, at pointer: String? = nil) {
        self.code = code
        self.detail = detail
        self.pointer = pointer
    }
}
