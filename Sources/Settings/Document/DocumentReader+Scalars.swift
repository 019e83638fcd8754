extension DocumentReader {
    /// Reads `true`, `false`, `null` or a number.
    mutating func scalar() throws(SettingsProblem) -> SettingsNode.Value {
        let place = position
        let start = index
        while let scalar = peek, !",]} \t\r\n:\"".unicodeScalars.contains(scalar) { index += 1 }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[start..<index])
        switch String(word) {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "null": return .null
        case let text where Self.isNumber(text): return .number(text)
        default: throw problem("expected a JSON value", at: place)
        }
    }

    static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
            && Double(text)?.isFinite == true
    }

    mutating func string() throws(SettingsProblem) -> String {
        let start = position
        index += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            switch scalar {
            case "\"":
                index += 1
                return String(text)
            case "\\": text.append(try escape())
            case "\u{0}"..<"\u{20}": throw problem("a control character inside a string")
            default:
                text.append(scalar)
                index += 1
            }
        }
        throw problem("this string does not end", at: start)
    }

    private mutating func escape() throws(SettingsProblem) -> Unicode.Scalar {
        let place = position
        index += 1
        let plain: [Unicode.Scalar: Unicode.Scalar] = [
            "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
            "t": "\t",
        ]
        if let scalar = peek, let meant = plain[scalar] {
            index += 1
            return meant
        }
        guard take("u"), let first = hexadecimal() else {
            throw problem("an escape that JSON does not have", at: place)
        }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u"), let second = hexadecimal(),
            (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw problem("half of a surrogate pair", at: place) }
        return scalar
    }

    private mutating func hexadecimal() -> UInt32? {
        guard index + 4 <= scalars.count else { return nil }
        var value: UInt32 = 0
        for scalar in scalars[index..<index + 4] {
            guard let digit = Character(scalar).hexDigitValue, scalar.isASCII else { return nil }
            value = value << 4 + UInt32(digit)
        }
        index += 4
        return value
    }
}
