import LedgerCore
import Testing

struct KeyTextTests {
    private static func key(_ seed: Int = 1) -> KeyText {
        var random = SeededRandom(seed)
        return KeyText(using: &random)
    }

    @Test func `a key is read back as it was made`() {
        let key = Self.key()
        #expect(KeyText(key.text) == key)
        #expect(key.text.hasPrefix("shiplog_\(key.id)_"))
    }

    @Test func `the documented pattern matches every key`() throws {
        let pattern = try Regex(KeyText.pattern)
        for seed in 0..<200 { #expect(Self.key(seed).text.wholeMatch(of: pattern) != nil) }
    }

    @Test func `no single letter of a key can be mistyped unnoticed`() {
        let letters = Array(Self.key().text)
        for index in letters.indices {
            for wrong in ["a", "B", "7", "_"] where String(letters[index]) != wrong {
                var mistyped = letters
                mistyped[index] = Character(wrong)
                #expect(KeyText(String(mistyped)) == nil, "\(index)")
            }
        }
        #expect(KeyText(String(letters.dropLast())) == nil)
        #expect(KeyText(String(letters) + "a") == nil)
    }

    /// CRC-32 by another program (zlib's `crc32`), in base 62.
    @Test func `the checksum is the published one`() {
        let text = "shiplog_00000000_" + String(repeating: "0", count: 43) + "3PeKHm"
        #expect(KeyText(text) != nil)
    }

    @Test func `another secret of the same key keeps its id`() {
        var random = SeededRandom(9)
        let old = Self.key()
        let new = KeyText(id: old.id, using: &random)
        #expect(new.id == old.id && new.text != old.text)
    }

    @Test func `a key is never printed whole`() {
        let key = Self.key()
        let secret = key.text.suffix(49)
        #expect(!"\(key) \(String(reflecting: key))".contains(secret))
    }
}
