/// The types that parameters may have; the raw value is the type's OID in `pg_type.dat`.
package enum PostgresType: UInt32, Sendable {
    case bool = 16
    case bytea = 17
    case int8 = 20
    case int2 = 21
    case int4 = 23
    case text = 25
    case json = 114
    case float8 = 701
    case timestamptz = 1184
    case uuid = 2950

    /// OID of the one-dimensional array of this type.
    package var arrayOID: UInt32 {
        switch self {
        case .bool: 1000
        case .bytea: 1001
        case .int8: 1016
        case .int2: 1005
        case .int4: 1007
        case .text: 1009
        case .json: 199
        case .float8: 1022
        case .timestamptz: 1185
        case .uuid: 2951
        }
    }
}
