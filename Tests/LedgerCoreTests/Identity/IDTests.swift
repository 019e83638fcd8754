import LedgerCore
import Testing

struct IDTests {
    @Test func `a newer id sorts after an older one, as a value and as text`() {
        var random = SeededRandom(1)
        let times = (0..<200).map { Timestamp(microseconds: 1_764_000_000_000_000 + $0 * 1000) }
        let ids = times.map { ID.v7(at: $0, using: &random) }

        #expect(ids == ids.sorted())
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
    }

    @Test func `a v7 id carries its milliseconds, its version and its variant`() {
        var random = SeededRandom(2)
        for milliseconds in [0, 1, 1_764_000_000_123, 0xFFFF_FFFF_FFFF] as [UInt64] {
            let time = Timestamp(microseconds: Int64(milliseconds) * 1000 + 999)
            let id = ID.v7(at: time, using: &random)

            #expect(id.high >> 16 == milliseconds)
            #expect(id.high >> 12 & 0xF == 7)
            #expect(id.low >> 62 == 0b10)
        }
    }

    @Test func `a time before 1970 gives an id at the beginning, not a trap`() {
        var random = SeededRandom(3)
        let id = ID.v7(at: Timestamp(microseconds: -5_000_000), using: &random)
        #expect(id.high >> 16 == 0)
    }

    @Test func `every id reads back from its text, in either case, with and without hyphens`() {
        var random = SeededRandom(4)
        for _ in 0..<500 {
            let id = random.id()
            let text = id.description
            #expect(ID(text) == id)
            #expect(ID(text.uppercased()) == id)
            #expect(ID(text.filter { $0 != "-" }) == id)
        }
    }

    @Test func `the text of an id is as RFC 9562 shows it`() {
        let id = ID(high: 0x017F_22E2_79B0_7CC3, low: 0x98C4_DC0C_0C07_398F)
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test(arguments: [
        "", "017f22e2", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e279b0-7cc3-98c4-dc0c0c07398f-", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2_79b0_7cc3_98c4_dc0c0c07398f", " 017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e279b07cc398c4dc0c0c07398é", "+17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    ])
    func `a text that is no UUID is refused`(text: String) {
        #expect(ID(text) == nil)
    }

    @Test func `the same digest gives the same v8 id, and any other bit another one`() throws {
        let digest = (0..<32).map { UInt8($0 * 7 & 0xFF) }
        let id = try #require(ID(digest: digest))

        #expect(ID(digest: digest) == id)
        #expect(id.high >> 12 & 0xF == 8)
        #expect(id.low >> 62 == 0b10)
        var other = digest
        other[3] ^= 1
        #expect(ID(digest: other) != id)
    }

    @Test func `fifteen bytes are too few for an id, and a slice counts from its own start`() {
        let bytes = [UInt8](0..<40)
        #expect(ID(digest: bytes[..<15]) == nil)
        #expect(ID(digest: bytes[10..<26]) == ID(digest: Array(bytes[10..<26])))
    }
}
