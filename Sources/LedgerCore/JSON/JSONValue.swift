/// A JSON document in memory: members keep their order, numbers know whether they are whole.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Always finite.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// What a message calls this kind of value.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue {
    package static func id(_ id: ID) -> JSONValue { .string(id.description) }
    package static func id(_ id: ID?) -> JSONValue? { id.map { .string($0.description) } }
    package static func time(_ time: Timestamp) -> JSONValue { .string(time.description) }
    package static func time(_ time: Timestamp?) -> JSONValue? { time.map { .time($0) } }
    package static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }
    package static func integer(_ value: Int?) -> JSONValue? { value.map { .integer(Int64($0)) } }
    package static func integer(_ value: Int64?) -> JSONValue? { value.map { .integer($0) } }
    package static func string(_ value: String?) -> JSONValue? { value.map { .string($0) } }

    /// `nil` stays away; a number that is not finite has no place in JSON and stays away too.
    package static func number(_ value: Double?) -> JSONValue? {
        value.flatMap { $0.isFinite ? .number($0) : nil }
    }

    package static func strings(_ values: some Sequence<String>) -> JSONValue {
        .array(values.map { .string($0) })
    }
}
