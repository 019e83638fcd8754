/// A JSON document of which the canonical form (RFC 8785, JCS) can be written.
///
/// Verifying needs JSON without the ledger's own core: what is hashed here can be checked by any
/// program that follows the RFC.
package enum CanonicalValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// Finite; written as ECMAScript does.
    case number(Double)
    case string(String)
    case array([CanonicalValue])
    case object(CanonicalObject)

    /// Keys in order, no space, the shortest numbers: the same value always gives the same bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: CanonicalNumber.text(of: number).utf8)
        case .string(let text): text.writeCanonical(to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object): object.write(to: &bytes)
        }
    }
}

/// The members of an object by their names' order in UTF-16, as JCS wants them; each name once.
package struct CanonicalObject: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: CanonicalValue

        package init(_ name: String, _ value: CanonicalValue) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var members: [Member]

    /// - Parameter members: with names of our own, each once.
    init(distinct members: [Member]) {
        self.members = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    }

    /// `nil` when a name is there twice.
    package init?(_ members: [Member]) {
        self.init(distinct: members)
        for (left, right) in zip(self.members, self.members.dropFirst())
        where left.name.utf8.elementsEqual(right.name.utf8) {
            return nil
        }
    }

    package subscript(name: String) -> CanonicalValue? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    package func without(_ names: String...) -> CanonicalObject {
        var rest = self
        rest.members.removeAll { member in
            names.contains { $0.utf8.elementsEqual(member.name.utf8) }
        }
        return rest
    }

    package var bytes: [UInt8] { CanonicalValue.object(self).bytes }

    fileprivate func write(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            member.name.writeCanonical(to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            member.value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

extension CanonicalObject {
    package func string(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    /// `nil` unless it is a whole number that every program holds exactly.
    package func whole(_ name: String) -> Int64? {
        guard case .number(let number)? = self[name], number.magnitude < 0x1p53 else { return nil }
        return Int64(exactly: number)
    }
}

extension String {
    fileprivate func writeCanonical(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0C: bytes.append(contentsOf: "\\f".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0..<0x20: bytes.append(contentsOf: "\\u00\(Hexadecimal.text(of: [byte]))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
