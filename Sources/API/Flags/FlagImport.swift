import LedgerCore

/// Many flags at once; what is not named stays as it is.
struct FlagImport: Sendable {
    static let maximumFlags = 500

    let environment: String
    let definitions: [FlagDefinition]

    /// Reads `flags`; every problem is noted with its place.
    init(_ fields: FieldReader, environment: String) {
        self.environment = environment
        let readers = fields.optionalObjects("flags", count: 1...Self.maximumFlags) ?? []
        if fields.value("flags") == nil { fields.note("is required", at: "flags") }
        definitions = readers.map { reader in
            let definition = FlagDefinition(reader, .written)
            reader.refuseUnknownFields()
            return definition
        }
        var seen: Set<ExactText> = []
        for (index, definition) in definitions.enumerated()
        where !seen.insert(ExactText(definition.key)).inserted {
            fields.note("is there twice", under: "flags", "\(index)", "key")
        }
    }

    /// The chapter's shape in ours: `name` is the key, and a flag is off until it says otherwise.
    static func normalized(_ body: JSONObject) -> JSONObject {
        guard case .array(let elements)? = body["flags"] else { return body }
        var body = body
        body["flags"] = .array(
            elements.map { element in
                guard case .object(var flag) = element else { return element }
                if flag["key"] == nil, let name = flag["name"] {
                    flag["name"] = nil
                    flag["key"] = name
                }
                if flag["enabled"] == nil { flag["enabled"] = false }
                if flag["rollout_strategy"] == nil { flag["rollout_strategy"] = "none" }
                return .object(flag)
            })
        return body
    }
}
