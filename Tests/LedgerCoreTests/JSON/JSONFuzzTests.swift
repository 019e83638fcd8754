import LedgerCore
import Testing

/// Seeded; a failure names its seed.
struct JSONFuzzTests {
    @Test func `whatever is written reads back equal, and writes the same bytes again`() throws {
        for seed in 1...2000 {
            var random = SeededRandom(seed)
            let value = RandomJSON.value(depth: 5, using: &random)
            let bytes = value.bytes
            let read = try JSONParser.parse(bytes)
            #expect(read == value, "seed \(seed)")
            #expect(read.bytes == bytes, "seed \(seed)")
        }
    }

    @Test func `damaged documents are read or refused, and never trap`() {
        var refused = 0
        for seed in 1...4000 {
            var random = SeededRandom(seed)
            var bytes = RandomJSON.value(depth: 4, using: &random).bytes
            for _ in 0...Int.random(in: 0...3, using: &random) { Self.damage(&bytes, &random) }
            do throws(JSONError) {
                let value = try JSONParser.parse(bytes)
                #expect(throws: Never.self, "seed \(seed)") { try JSONParser.parse(value.bytes) }
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset), "seed \(seed)")
            }
        }
        #expect(refused > 1000)
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        guard let at = bytes.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        case 2:
            bytes.insert(Array(#"{}[]",:\0-e.u"#.utf8).randomElement(using: &random) ?? 0, at: at)
        case 3: bytes.removeSubrange(at...)
        default: bytes.insert(contentsOf: bytes[..<at], at: at)
        }
    }
}
