extension CanonicalParser {
    mutating func number() throws(CanonicalError) -> Double {
        let start = at
        _ = skip("-")
        let first = at
        try demandDigits("not a value")
        guard bytes[first] != 0x30 || at == first + 1 else {
            throw error("a number with leading 0")
        }
        var isWhole = true
        if skip(".") {
            isWhole = false
            try demandDigits("a digit is missing")
        }
        if skip("e") || skip("E") {
            isWhole = false
            if !skip("+") { _ = skip("-") }
            try demandDigits("a digit is missing")
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw CanonicalError("a number too large for a double", at: start)
        }
        guard !isWhole || number.magnitude < 0x1p53 else {
            throw CanonicalError("a whole number of 2^53 or more", at: start)
        }
        return number
    }

    private mutating func demandDigits(_ problem: String) throws(CanonicalError) {
        guard let byte = peek, byte &- 0x30 < 10 else { throw error(problem) }
        while let byte = peek, byte &- 0x30 < 10 { at += 1 }
    }

    mutating func string() throws(CanonicalError) -> String {
        let start = at
        guard skip("\"") else { throw error("a string is missing") }
        var decoded: [UInt8] = []
        while let byte = peek {
            at += 1
            switch byte {
            case 0x22:
                guard let text = String(validating: decoded, as: UTF8.self) else {
                    throw CanonicalError("not UTF-8", at: start)
                }
                return text
            case 0x5C: try escape(into: &decoded)
            case 0..<0x20: throw error("a control character in a string")
            default: decoded.append(byte)
            }
        }
        throw error("a string without end")
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(CanonicalError) {
        guard let byte = peek else { throw error("a string without end") }
        at += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded.append(contentsOf: String(try scalar()).utf8)
        default: throw error("an unknown escape")
        }
    }

    private mutating func scalar() throws(CanonicalError) -> Character {
        let first = try codeUnit()
        var value = UInt32(first)
        if UTF16.isLeadSurrogate(first), skip("\\"), skip("u") {
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(second) else { throw error("a lone surrogate") }
            value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("a lone surrogate") }
        return Character(scalar)
    }

    private mutating func codeUnit() throws(CanonicalError) -> UInt16 {
        guard at + 4 <= bytes.count else { throw error("a string without end") }
        var unit: UInt16 = 0
        for byte in bytes[at..<at + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits are missing")
            }
            unit = unit << 4 | UInt16(digit)
        }
        at += 4
        return unit
    }
}
