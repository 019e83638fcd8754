import FoundationEssentials

/// Standard base64 with padding (RFC 4648, section 4), of which each value has exactly one text.
enum Base64 {
    static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// `nil` for any text that ``text(of:)`` would not have made, so that nobody can vary a signed
    /// text without changing what it says.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)) else { return nil }
        let bytes = [UInt8](data)
        return Self.text(of: bytes).utf8.elementsEqual(text.utf8) ? bytes : nil
    }
}

/// Two lower-case digits for each byte.
enum Hexadecimal {
    static func text(of bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` unless all are lower-case digits, two for each byte.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let value = digits.firstIndex(of: character).map(UInt8.init) else { return nil }
            if let half = high.take() { bytes.append(half << 4 | value) } else { high = value }
        }
        return bytes
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
