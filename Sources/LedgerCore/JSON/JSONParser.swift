/// Reads one JSON document (RFC 8259), strictly: what is unusual is refused, never repaired.
///
/// Refused beside what is not JSON: the same name twice in an object, more than ``maximumDepth``
/// levels, numbers that are no finite double, whole numbers of 2^53 and more (no two programs
/// agree on them: send a string), NUL characters and lone surrogates (Postgres cannot hold them).
package struct JSONParser {
    package static let maximumDepth = 32

    let bytes: [UInt8]
    var at = 0
    private var depth = 0
    /// For what is never stored.
    let allowsNUL: Bool

    init(_ bytes: [UInt8], allowsNUL: Bool = false) {
        self.bytes = bytes
        self.allowsNUL = allowsNUL
    }

    package static func parse(
        _ bytes: [UInt8], allowsNUL: Bool = false
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes, allowsNUL: allowsNUL)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.at == bytes.count else { throw parser.error(.malformed, "text after the end") }
        return value
    }

    mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"):
            try descend()
            defer { depth -= 1 }
            return try object()
        case UInt8(ascii: "["):
            try descend()
            defer { depth -= 1 }
            return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw error(.malformed, "the text ends where a value should begin")
        default: return try number()
        }
    }

    private mutating func descend() throws(JSONError) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw error(.tooDeep, "more than \(Self.maximumDepth) levels")
        }
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        var members: [JSONObject.Member] = []
        var names = NameSet()
        at += 1
        skipSpace()
        if skip("}") { return .object(JSONObject()) }
        members.reserveCapacity(8)
        while true {
            skipSpace()
            let start = at
            let name = try string()
            guard names.insert(name, into: members) else {
                throw JSONError(.duplicateName, "the name \"\(name.prefix(64))\" twice", at: start)
            }
            skipSpace()
            guard skip(":") else { throw error(.malformed, "a colon is missing") }
            members.append(JSONObject.Member(name: name, value: try value()))
            skipSpace()
            if skip("}") { return .object(JSONObject(members)) }
            guard skip(",") else { throw error(.malformed, "a comma or } is missing") }
        }
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        at += 1
        skipSpace()
        if skip("]") { return .array([]) }
        while true {
            elements.append(try value())
            skipSpace()
            if skip("]") { return .array(elements) }
            guard skip(",") else { throw error(.malformed, "a comma or ] is missing") }
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[at...].starts(with: text.utf8) else { throw error(.malformed, "not a value") }
        at += text.utf8.count
        return value
    }
}

extension JSONParser {
    var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek, UInt32(byte) == character.value else { return false }
        at += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            at += 1
        }
    }

    func error(_ code: JSONError.Code, _ message: String) -> JSONError {
        JSONError(code, message, at: at)
    }
}
