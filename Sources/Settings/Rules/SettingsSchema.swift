/// The rules of a settings file as JSON Schema 2020-12, for editors and pipelines.
package enum SettingsSchema {
    package static var document: SettingsValue {
        .record([
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Shiplog environment settings")), ("type", .text("object")),
            (
                "properties",
                .record([
                    ("$schema", .record([("type", .text("string"))])),
                    ("base", .record([("$ref", .text("#/$defs/environment"))])),
                    ("environments", environments),
                    ("public", list(.record([("type", .text("string"))]))),
                ])
            ),
            ("required", .list([.text("environments")])),
            ("additionalProperties", .flag(false)), ("allOf", .list(required)),
            (
                "$defs",
                .record([
                    ("environment", schema(.environment, mayBeNull: true)),
                    ("reference", reference),
                ])
            ),
        ])
    }

    private static var environments: SettingsValue {
        .record([
            ("type", .text("object")), ("minProperties", .number("1")),
            ("propertyNames", .record([("pattern", .text("^[a-z][a-z0-9-]{0,62}$"))])),
            ("additionalProperties", .record([("$ref", .text("#/$defs/environment"))])),
        ])
    }

    /// Each required field is in `base`, or in every environment.
    private static var required: [SettingsValue] {
        guard case .record(let fields, _) = Shape.environment else { return [] }
        return fields.filter(\.isRequired).map { field in
            let here = SettingsValue.record([("required", .list([.text(field.name)]))])
            let everywhere = SettingsValue.record([("additionalProperties", here)])
            return .record([
                (
                    "anyOf",
                    .list([
                        .record([
                            ("properties", .record([("base", here)])),
                            ("required", .list([.text("base")])),
                        ]), .record([("properties", .record([("environments", everywhere)]))]),
                    ])
                )
            ])
        }
    }

    /// A string that is one reference, in the place of a number or a boolean.
    private static let reference = SettingsValue.record([
        ("type", .text("string")), ("pattern", .text(#"^\$(\{.+\}|[A-Za-z_][A-Za-z0-9_]*)$"#)),
    ])

    private static func schema(_ shape: Shape, mayBeNull: Bool) -> SettingsValue {
        switch shape {
        case .url(let schemes):
            pattern("^(" + schemes.joined(separator: "|") + #")://[^\s]+$|\$"#)
        case .word(let words):
            pattern(
                "^(" + words.flatMap { [$0, $0.lowercased()] }.joined(separator: "|") + #")$|\$"#)
        case .text: .record([("type", .text("string")), ("minLength", .number("1"))])
        case .flag: referenced([("type", .text("boolean"))])
        case .integer(let range):
            referenced(
                [("type", .text("integer")), ("minimum", .number("\(range.lowerBound)"))]
                    + (range.upperBound == .max
                        ? [] : [("maximum", .number("\(range.upperBound)"))]))
        case .number(let range):
            referenced([
                ("type", .text("number")), ("minimum", .number("\(range.lowerBound)")),
                ("maximum", .number("\(range.upperBound)")),
            ])
        case .list(let each, let most): list(schema(each, mayBeNull: false), most)
        case .table(let each):
            .record([
                ("type", .text("object")),
                ("additionalProperties", nullable(schema(each, mayBeNull: false), mayBeNull)),
            ])
        case .record(let fields, let others): record(fields, others, mayBeNull)
        case .anything: .flag(true)
        }
    }

    private static func record(
        _ fields: [Shape.Field], _ others: Shape?, _ mayBeNull: Bool
    ) -> SettingsValue {
        let properties = fields.map { field in
            let schema = schema(field.shape, mayBeNull: mayBeNull)
            let value = nullable(schema, mayBeNull && !field.isRequired)
            return (key: field.name, value: described(value, field))
        }
        return .record([
            ("type", .text("object")), ("properties", .record(properties)),
            ("additionalProperties", others.map { schema($0, mayBeNull: true) } ?? .flag(false)),
        ])
    }

    private static func described(_ schema: SettingsValue, _ field: Shape.Field) -> SettingsValue {
        guard case .record(let members) = schema else { return schema }
        let value = field.whenAbsent.map { [(key: "default", value: $0)] } ?? []
        return .record([("description", .text(field.summary))] + value + members)
    }

    private static func nullable(_ schema: SettingsValue, _ mayBeNull: Bool) -> SettingsValue {
        guard mayBeNull else { return schema }
        return .record([("anyOf", .list([schema, .record([("type", .text("null"))])]))])
    }

    private static func pattern(_ pattern: String) -> SettingsValue {
        .record([("type", .text("string")), ("pattern", .text(pattern))])
    }

    private static func referenced(
        _ members: [(key: String, value: SettingsValue)]
    ) -> SettingsValue {
        .record([
            (
                "anyOf",
                .list([.record(members), .record([("$ref", .text("#/$defs/reference"))])])
            )
        ])
    }

    private static func list(_ items: SettingsValue, _ most: Int = 256) -> SettingsValue {
        .record([
            ("type", .text("array")), ("items", items), ("maxItems", .number("\(most)")),
        ])
    }
}
