extension JSONParser {
    mutating func number() throws(JSONError) -> JSONValue {
        let start = at
        var isWhole = true
        _ = skip("-")
        guard let first = peek, first &- 0x30 < 10 else { throw error(.malformed, "not a value") }
        let digitStart = at
        skipDigits()
        if first == 0x30, at > digitStart + 1 { throw error(.malformed, "a number with leading 0") }
        if skip(".") {
            isWhole = false
            try demandDigits()
        }
        if skip("e") || skip("E") {
            isWhole = false
            if !skip("+") { _ = skip("-") }
            try demandDigits()
        }
        return try isWhole ? whole(from: digitStart, at: start) : fraction(at: start)
    }

    /// - Parameters:
    ///   - first: the first digit; only digits follow.
    ///   - start: where the number begins, with its sign.
    private func whole(from first: Int, at start: Int) throws(JSONError) -> JSONValue {
        // 2^53 has 16 digits, and with no more than that the sum cannot overflow.
        var number: Int64 = at - first > 16 ? .max : 0
        if number == 0 {
            for digit in bytes[first..<at] { number = number * 10 + Int64(digit &- 0x30) }
        }
        guard number < 1 << 53 else {
            throw JSONError(
                .unsafeNumber, "a whole number of 2^53 or more: send a string", at: start)
        }
        return .integer(first > start ? -number : number)
    }

    private func fraction(at start: Int) throws(JSONError) -> JSONValue {
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw JSONError(.unsafeNumber, "a number too large for a double", at: start)
        }
        return .number(number)
    }

    private mutating func skipDigits() { while let byte = peek, byte &- 0x30 < 10 { at += 1 } }

    private mutating func demandDigits() throws(JSONError) {
        guard let byte = peek, byte &- 0x30 < 10 else {
            throw error(.malformed, "a digit is missing")
        }
        skipDigits()
    }
}

extension JSONParser {
    mutating func string() throws(JSONError) -> String {
        guard skip("\"") else { throw error(.malformed, "a string is missing") }
        let start = at
        var mixed: UInt8 = 0
        while let byte = peek, byte != 0x22, byte != 0x5C, byte >= 0x20 {
            mixed |= byte
            at += 1
        }
        if peek == 0x22 {
            defer { at += 1 }
            // ASCII needs no validation.
            if mixed < 0x80 { return String(decoding: bytes[start..<at], as: UTF8.self) }
            return try text(bytes[start..<at], at: start)
        }
        return try escapedString(from: start)
    }

    /// The slow way, for a string with an escape in it.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var decoded = Array(bytes[start..<at])
        while let byte = peek {
            at += 1
            switch byte {
            case 0x22: return try text(decoded[...], at: start)
            case 0x5C: try escape(into: &decoded)
            case 0..<0x20: throw error(.malformed, "a control character in a string")
            default: decoded.append(byte)
            }
        }
        throw error(.malformed, "a string without end")
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
        guard let byte = peek else { throw error(.malformed, "a string without end") }
        at += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded.append(contentsOf: String(try scalar()).utf8)
        default: throw error(.malformed, "an unknown escape")
        }
    }

    private mutating func scalar() throws(JSONError) -> Character {
        let first = try codeUnit()
        var value = UInt32(first)
        if UTF16.isLeadSurrogate(first), skip("\\"), skip("u") {
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(second) else {
                throw error(.invalidText, "a lone surrogate")
            }
            value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw error(.invalidText, "a lone surrogate")
        }
        return Character(scalar)
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        guard at + 4 <= bytes.count else { throw error(.malformed, "a string without end") }
        let digits = bytes[at..<at + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error(.malformed, "four hexadecimal digits are missing") }
        at += 4
        return unit
    }

    private func text(_ utf8: ArraySlice<UInt8>, at start: Int) throws(JSONError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw JSONError(.invalidText, "not UTF-8", at: start)
        }
        guard allowsNUL || !utf8.contains(0) else {
            throw JSONError(.invalidText, "a NUL character", at: start)
        }
        return text
    }
}
