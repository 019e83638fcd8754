/// One parameter of a statement: values reach SQL only as these, never inside its text.
package enum PostgresValue: Sendable, Equatable {
    case null(PostgresType)
    case bool(Bool)
    case int2(Int16)
    case int4(Int32)
    case int8(Int64)
    case float8(Double)
    case text(String)
    case bytea([UInt8])
    /// UTF-8; the server checks that it is JSON.
    case json([UInt8])
    /// Microseconds since 1970.
    case timestamptz(Int64)
    case uuid(high: UInt64, low: UInt64)
    case array(ArrayParameter)

    var typeOID: UInt32 {
        switch self {
        case .null(let type): type.rawValue
        case .bool: PostgresType.bool.rawValue
        case .int2: PostgresType.int2.rawValue
        case .int4: PostgresType.int4.rawValue
        case .int8: PostgresType.int8.rawValue
        case .float8: PostgresType.float8.rawValue
        case .text: PostgresType.text.rawValue
        case .bytea: PostgresType.bytea.rawValue
        case .json: PostgresType.json.rawValue
        case .timestamptz: PostgresType.timestamptz.rawValue
        case .uuid: PostgresType.uuid.rawValue
        case .array(let array): array.element.arrayOID
        }
    }

    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    func encode(into buffer: inout [UInt8]) {
        switch self {
        case .null: break
        case .bool(let value): buffer.append(value ? 1 : 0)
        case .int2(let value): buffer.appendBigEndian(value)
        case .int4(let value): buffer.appendBigEndian(value)
        case .int8(let value): buffer.appendBigEndian(value)
        case .float8(let value): buffer.appendBigEndian(value.bitPattern)
        case .text(let value): buffer.append(contentsOf: value.utf8)
        case .bytea(let value), .json(let value): buffer.append(contentsOf: value)
        case .timestamptz(let value): buffer.appendBigEndian(PostgresEpoch.stored(value))
        case .uuid(let high, let low):
            buffer.appendBigEndian(high)
            buffer.appendBigEndian(low)
        case .array(let array): array.encode(into: &buffer)
        }
    }
}
