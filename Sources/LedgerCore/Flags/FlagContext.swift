/// Whom a flag is asked for.
package struct FlagContext: Sendable, Equatable {
    /// `nil` for somebody who is not known: an empty text counts as that.
    package let user: String?
    package let attributes: JSONObject

    package init(user: String?, attributes: JSONObject = JSONObject()) {
        self.user = user.flatMap { $0.utf8.isEmpty ? nil : $0 }
        self.attributes = attributes
    }

    package static let targetingKey = "targetingKey"

    /// An evaluation context as OpenFeature sends it.
    package init(openFeature context: JSONObject) {
        var user: String?
        if case .string(let text)? = context[Self.targetingKey] { user = text }
        self.init(user: user, attributes: context)
    }

    func attribute(_ name: String) -> JSONValue? {
        if name.hasSameBytes(as: Self.targetingKey) { return user.map { .string($0) } }
        return attributes[name]
    }

    /// What buckets are made of; `nil` when it is absent, empty, or neither text nor whole number.
    package func unit(_ attribute: String?) -> String? {
        guard let attribute else { return user }
        return switch self.attribute(attribute) {
        case .string(let text)?: text.utf8.isEmpty ? nil : text
        case .integer(let number)?: String(number)
        default: nil
        }
    }
}
