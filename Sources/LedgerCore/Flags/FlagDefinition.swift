/// What a flag is, as people wrote it; recorded whole whenever it changes.
package struct FlagDefinition: Sendable, Equatable {
    package let key: String
    package let description: String
    package let owner: String?
    package let tags: [String]
    package let type: FlagType
    /// In the order in which they were written.
    package let variants: [FlagVariant]
    /// What those get whom the strategy takes in; `nil` where ``split`` decides that, or nobody is.
    package let onVariant: String?
    /// What those get whom neither a rule nor the strategy takes in.
    package let defaultVariant: String
    /// What everybody gets while the flag is off; `nil` leaves it to the caller.
    package let offVariant: String?
    package let isEnabled: Bool
    package let rollout: FlagRollout
    /// How those whom the strategy takes in are divided; empty when all get ``onVariant``.
    package let split: FlagSplit
    /// Asked in their order before the strategy; the first that matches decides.
    package let rules: [FlagRule]
    /// Other flags that must have certain variants; otherwise this one is off.
    package let prerequisites: [FlagPrerequisite]
    /// The attribute that buckets are made of; `nil` is the targeting key.
    package let bucketingAttribute: String?

    package static let maximumPrerequisites = 10

    package init(
        key: String, description: String = "", owner: String? = nil, tags: [String] = [],
        type: FlagType = .boolean, variants: [FlagVariant] = FlagVariant.booleans,
        onVariant: String? = "on", defaultVariant: String = "off", offVariant: String? = "off",
        isEnabled: Bool, rollout: FlagRollout, split: FlagSplit = FlagSplit(),
        rules: [FlagRule] = [], prerequisites: [FlagPrerequisite] = [],
        bucketingAttribute: String? = nil
    ) {
        self.key = key
        self.description = description
        self.owner = owner
        self.tags = tags
        self.type = type
        self.variants = variants
        self.onVariant = onVariant
        self.defaultVariant = defaultVariant
        self.offVariant = offVariant
        self.isEnabled = isEnabled
        self.rollout = rollout
        self.split = split
        self.rules = rules
        self.prerequisites = prerequisites
        self.bucketingAttribute = bucketingAttribute
    }

    package func variant(named name: String) -> FlagVariant? {
        variants.first { $0.name.hasSameBytes(as: name) }
    }

    /// 1...128 of `A-Z a-z 0-9 _ . -`, but neither `.` nor `..`, which no path can hold.
    package static func isKey(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    package static let keyRule = "must be 1 to 128 of A-Z a-z 0-9 _ . - and neither . nor .."
}

/// Another flag that must have a certain variant.
package struct FlagPrerequisite: Sendable, Equatable {
    package let flag: String
    package let variant: String

    package init(flag: String, variant: String) {
        self.flag = flag
        self.variant = variant
    }
}
