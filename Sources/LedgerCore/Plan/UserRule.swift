/// Which users see the new version while others do not.
package struct UserRule: Sendable, Equatable {
    package let trait: UserTrait
    /// The values of the header or the cookie whose users it means, 1...``maximumValues``; empty
    /// for a bucket, whose users a stage's percent tells. Sorted, as their order means nothing.
    package let values: [String]

    package static let maximumValues = 20

    package init(trait: UserTrait, values: [String] = []) {
        self.trait = trait
        self.values = values.sorted()
    }

    package init(_ fields: FieldReader) {
        let trait = UserTrait(fields)
        let values = fields.optionalStrings("values", count: 1...Self.maximumValues)
        self.init(trait: trait, values: values ?? [])
        if trait.isBucket, values != nil {
            fields.note("is not for a bucket: the stage's percent tells its users", at: "values")
        }
        if !trait.isBucket, fields.value("values") == nil {
            fields.note("is required", at: "values")
        }
        if self.values.contains(where: { !Self.isValue($0) }) {
            fields.note("must be 1...64 of A-Z a-z 0-9 _ . ~ : @ + - each", at: "values")
        }
        if Set(self.values).count < self.values.count {
            fields.note("must be different", at: "values")
        }
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        var json = trait.json
        if !values.isEmpty { json["values"] = .strings(values) }
        return json
    }

    /// What no router's language gives a meaning of its own.
    package static func isValue(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: [UInt8]("_.~:@+-".utf8).contains(byte)
                }
            }
    }
}
