/// A UUID as two halves of 64 bits: 16 bytes, no allocation, ordered as its text is.
package struct ID: Sendable, Hashable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A UUIDv7 (RFC 9562): indexes on it grow at their right edge, so a batch touches few pages.
    package static func v7(
        at time: Timestamp, using random: inout some RandomNumberGenerator
    ) -> ID {
        let milliseconds = UInt64(max(0, time.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let noise: UInt64 = random.next()
        let tail: UInt64 = random.next()
        return ID(
            high: milliseconds << 16 | 0x7000 | (noise & 0x0FFF),
            low: 0x8000_0000_0000_0000 | tail >> 2)
    }

    /// A UUIDv8 (RFC 9562) from the first 16 bytes of a digest; `nil` when there are fewer.
    ///
    /// The same digest gives the same id, so a key that a client chose becomes a command id.
    package init?(digest: some Collection<UInt8>) {
        guard digest.count >= 16 else { return nil }
        let bytes = Array(digest.prefix(16))
        let high = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let low = bytes[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(
            high: high & ~0xF000 | 0x8000, low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }
}

extension ID: Comparable {
    package static func < (left: ID, right: ID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension ID: CustomStringConvertible {
    /// The usual 36 characters in lower case.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for half in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) {
                if Self.isHyphen(text.count) { text.append(UInt8(ascii: "-")) }
                text.append(Self.digits[Int(half >> UInt64(shift) & 0xF)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads 36 characters with hyphens, or 32 without, in either case; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let hasHyphens = text.utf8.count == 36
        guard hasHyphens || text.utf8.count == 32 else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for (index, character) in text.utf8.enumerated() {
            if hasHyphens, Self.isHyphen(index) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.value(of: character) else { return nil }
            high = high << 4 | low >> 60
            low = low << 4 | digit
        }
        self.init(high: high, low: low)
    }

    /// Whether the usual text has a hyphen there.
    private static func isHyphen(_ index: Int) -> Bool {
        index == 8 || index == 13 || index == 18 || index == 23
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func value(of character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(character - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
