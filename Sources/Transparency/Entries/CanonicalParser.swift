/// Reads one JSON document (RFC 8259) of which a canonical form exists (RFC 7493, I-JSON).
///
/// Refused beside what is not JSON: the same name twice, lone surrogates, numbers that are no finite
/// double, and whole numbers of 2^53 and more, of which neighbours would look the same.
package struct CanonicalParser {
    package static let maximumDepth = 64

    let bytes: [UInt8]
    var at = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    package static func parse(_ bytes: [UInt8]) throws(CanonicalError) -> CanonicalValue {
        var parser = CanonicalParser(bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.at == bytes.count else { throw parser.error("text after the end") }
        return value
    }

    package static func parseObject(_ bytes: [UInt8]) throws(CanonicalError) -> CanonicalObject {
        guard case .object(let object) = try parse(bytes) else {
            throw CanonicalError("not an object", at: 0)
        }
        return object
    }

    private mutating func value() throws(CanonicalError) -> CanonicalValue {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object() throws(CanonicalError) -> CanonicalObject {
        let start = at
        var members: [CanonicalObject.Member] = []
        try list(until: "}") { (parser) throws(CanonicalError) in
            parser.skipSpace()
            let name = try parser.string()
            parser.skipSpace()
            guard parser.skip(":") else { throw parser.error("a colon is missing") }
            members.append(.init(name, try parser.value()))
        }
        guard let object = CanonicalObject(members) else {
            throw CanonicalError("an object with the same name twice", at: start)
        }
        return object
    }

    private mutating func array() throws(CanonicalError) -> [CanonicalValue] {
        var elements: [CanonicalValue] = []
        try list(until: "]") { (parser) throws(CanonicalError) in
            elements.append(try parser.value())
        }
        return elements
    }

    /// What both kinds of brackets have in common; stands at the opening one.
    private mutating func list(
        until end: Unicode.Scalar, _ element: (inout CanonicalParser) throws(CanonicalError) -> Void
    ) throws(CanonicalError) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw error("more than \(Self.maximumDepth) levels")
        }
        defer { depth -= 1 }
        at += 1
        skipSpace()
        if skip(end) { return }
        while true {
            try element(&self)
            skipSpace()
            if skip(end) { return }
            guard skip(",") else { throw error("a comma or a closing bracket is missing") }
        }
    }

    private mutating func word(
        _ text: String, _ value: CanonicalValue
    ) throws(CanonicalError) -> CanonicalValue {
        guard bytes[at...].starts(with: text.utf8) else { throw error("not a value") }
        at += text.utf8.count
        return value
    }
}

extension CanonicalParser {
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

    func error(_ message: String) -> CanonicalError { CanonicalError(message, at: at) }
}
