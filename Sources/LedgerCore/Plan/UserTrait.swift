/// What of a request tells users apart.
package enum UserTrait: Sendable, Hashable {
    case header(String)
    case cookie(String)
    /// Where a user stands among all users by ``FlagBucket``: the same hash as a flag of the name
    /// `key` has, of the value that the carrier of this name has.
    case bucket(of: Carrier, name: String, key: String)

    package enum Carrier: String, Sendable, CaseIterable { case header, cookie }

    private enum Kind: String, CaseIterable { case header, cookie, bucket }

    /// - Parameter fields: read as far as the trait goes; more of them may follow.
    package init(_ fields: FieldReader) {
        switch fields.choice("by", or: Kind.header) {
        case .header: self = .header(Self.name(fields, lowercased: true))
        case .cookie: self = .cookie(Self.name(fields, lowercased: false))
        case .bucket:
            let carrier = fields.optionalChoice("from") ?? Carrier.header
            self = .bucket(
                of: carrier, name: Self.name(fields, lowercased: carrier == .header),
                key: fields.name("key"))
        }
    }

    /// A router finds a header whatever its case; so that two names are equal when they mean the same.
    private static func name(_ fields: FieldReader, lowercased: Bool) -> String {
        let name = fields.name("name")
        return lowercased ? name.lowercased() : name
    }

    package var json: JSONObject {
        switch self {
        case .header(let name): ["by": "header", "name": .string(name)]
        case .cookie(let name): ["by": "cookie", "name": .string(name)]
        case .bucket(let carrier, let name, let key):
            [
                "by": "bucket", "name": .string(name),
                "from": carrier == .header ? nil : .string(carrier.rawValue), "key": .string(key),
            ]
        }
    }

    /// For messages, such as `header x-cohort`.
    package var text: String {
        switch self {
        case .header(let name): "header \(name)"
        case .cookie(let name): "cookie \(name)"
        case .bucket(let carrier, let name, let key):
            "bucket of \(carrier.rawValue) \(name) with key \(key)"
        }
    }

    package var isBucket: Bool { if case .bucket = self { true } else { false } }
}
