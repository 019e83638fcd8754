/// A key as its holder has it: `shiplog_<id>_<secret><checksum>`.
///
/// The id is 8 of `a-z 0-9`, the secret 43 of `A-Z a-z 0-9` (256 bits), the checksum 6 more: a
/// mistyped key is told from a wrong one, and scanners of leaked secrets find no false ones.
package struct KeyText: Sendable, Equatable {
    /// Public: it names the key's stream.
    package let id: String
    /// All of it; the secret that only its holder has.
    package let text: String

    package static let prefix = "shiplog_"
    package static let idLength = 8
    private static let secretLength = 43
    private static let checksumLength = 6
    private static let letters = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let idLetters = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)

    /// What a scanner of secrets looks for, as a regular expression.
    package static let pattern = "shiplog_[0-9a-z]{8}_[0-9A-Za-z]{49}"

    /// Whether it wants to be a key at all.
    package static func isMeant(by text: String) -> Bool { text.hasPrefix(prefix) }

    /// `nil` for what was mistyped: another length, other letters, or a checksum of another text.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let start = Self.prefix.utf8.count
        let body = start + Self.idLength + 1
        guard bytes.count == body + Self.secretLength + Self.checksumLength,
            bytes.starts(with: Self.prefix.utf8), bytes[body - 1] == UInt8(ascii: "_"),
            Self.isID(bytes[start..<(body - 1)]),
            bytes[body...].allSatisfy(Self.letters.contains)
        else { return nil }
        let unchecked = bytes.dropLast(Self.checksumLength)
        guard Self.checksum(of: unchecked) == Array(bytes.suffix(Self.checksumLength)) else {
            return nil
        }
        id = String(decoding: bytes[start..<(body - 1)], as: UTF8.self)
        self.text = text
    }

    /// - Parameter id: `nil` makes a new one.
    package init(id: String? = nil, using random: inout some RandomNumberGenerator) {
        let id = id ?? Self.text(Self.idLength, of: Self.idLetters, using: &random)
        let unchecked =
            Self.prefix + id + "_" + Self.text(Self.secretLength, of: Self.letters, using: &random)
        let checksum = Self.checksum(of: Array(unchecked.utf8))
        self.id = id
        text = unchecked + String(decoding: checksum, as: UTF8.self)
    }

    package static func isID(_ text: some Collection<UInt8>) -> Bool {
        text.count == idLength && text.allSatisfy(idLetters.contains)
    }

    private static func text(
        _ count: Int, of letters: [UInt8], using random: inout some RandomNumberGenerator
    ) -> String {
        String(
            decoding: (0..<count).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            },
            as: UTF8.self)
    }

    /// CRC-32 (IEEE) in base 62, six digits.
    private static func checksum(of bytes: some Sequence<UInt8>) -> [UInt8] {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        var rest = ~crc
        var digits: [UInt8] = []
        for _ in 0..<checksumLength {
            digits.append(letters[Int(rest % 62)])
            rest /= 62
        }
        return digits.reversed()
    }
}

extension KeyText: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "\(Self.prefix)\(id)_<redacted>" }
    package var debugDescription: String { description }
}
