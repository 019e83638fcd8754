/// The four rounds of RFC 1321, written out: a loop over tables costs twice the time.
enum MD5Rounds {
    typealias Block = InlineArray<16, UInt32>

    @inline(__always)
    static func first(
        _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32, _ x: Block
    ) {
        step(&a, b, (b & c) | (~b & d), x[0], 7, 0xD76A_A478)
        step(&d, a, (a & b) | (~a & c), x[1], 12, 0xE8C7_B756)
        step(&c, d, (d & a) | (~d & b), x[2], 17, 0x2420_70DB)
        step(&b, c, (c & d) | (~c & a), x[3], 22, 0xC1BD_CEEE)
        step(&a, b, (b & c) | (~b & d), x[4], 7, 0xF57C_0FAF)
        step(&d, a, (a & b) | (~a & c), x[5], 12, 0x4787_C62A)
        step(&c, d, (d & a) | (~d & b), x[6], 17, 0xA830_4613)
        step(&b, c, (c & d) | (~c & a), x[7], 22, 0xFD46_9501)
        step(&a, b, (b & c) | (~b & d), x[8], 7, 0x6980_98D8)
        step(&d, a, (a & b) | (~a & c), x[9], 12, 0x8B44_F7AF)
        step(&c, d, (d & a) | (~d & b), x[10], 17, 0xFFFF_5BB1)
        step(&b, c, (c & d) | (~c & a), x[11], 22, 0x895C_D7BE)
        step(&a, b, (b & c) | (~b & d), x[12], 7, 0x6B90_1122)
        step(&d, a, (a & b) | (~a & c), x[13], 12, 0xFD98_7193)
        step(&c, d, (d & a) | (~d & b), x[14], 17, 0xA679_438E)
        step(&b, c, (c & d) | (~c & a), x[15], 22, 0x49B4_0821)
    }

    @inline(__always)
    static func second(
        _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32, _ x: Block
    ) {
        step(&a, b, (b & d) | (c & ~d), x[1], 5, 0xF61E_2562)
        step(&d, a, (a & c) | (b & ~c), x[6], 9, 0xC040_B340)
        step(&c, d, (d & b) | (a & ~b), x[11], 14, 0x265E_5A51)
        step(&b, c, (c & a) | (d & ~a), x[0], 20, 0xE9B6_C7AA)
        step(&a, b, (b & d) | (c & ~d), x[5], 5, 0xD62F_105D)
        step(&d, a, (a & c) | (b & ~c), x[10], 9, 0x0244_1453)
        step(&c, d, (d & b) | (a & ~b), x[15], 14, 0xD8A1_E681)
        step(&b, c, (c & a) | (d & ~a), x[4], 20, 0xE7D3_FBC8)
        step(&a, b, (b & d) | (c & ~d), x[9], 5, 0x21E1_CDE6)
        step(&d, a, (a & c) | (b & ~c), x[14], 9, 0xC337_07D6)
        step(&c, d, (d & b) | (a & ~b), x[3], 14, 0xF4D5_0D87)
        step(&b, c, (c & a) | (d & ~a), x[8], 20, 0x455A_14ED)
        step(&a, b, (b & d) | (c & ~d), x[13], 5, 0xA9E3_E905)
        step(&d, a, (a & c) | (b & ~c), x[2], 9, 0xFCEF_A3F8)
        step(&c, d, (d & b) | (a & ~b), x[7], 14, 0x676F_02D9)
        step(&b, c, (c & a) | (d & ~a), x[12], 20, 0x8D2A_4C8A)
    }

    @inline(__always)
    static func third(
        _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32, _ x: Block
    ) {
        step(&a, b, b ^ c ^ d, x[5], 4, 0xFFFA_3942)
        step(&d, a, a ^ b ^ c, x[8], 11, 0x8771_F681)
        step(&c, d, d ^ a ^ b, x[11], 16, 0x6D9D_6122)
        step(&b, c, c ^ d ^ a, x[14], 23, 0xFDE5_380C)
        step(&a, b, b ^ c ^ d, x[1], 4, 0xA4BE_EA44)
        step(&d, a, a ^ b ^ c, x[4], 11, 0x4BDE_CFA9)
        step(&c, d, d ^ a ^ b, x[7], 16, 0xF6BB_4B60)
        step(&b, c, c ^ d ^ a, x[10], 23, 0xBEBF_BC70)
        step(&a, b, b ^ c ^ d, x[13], 4, 0x289B_7EC6)
        step(&d, a, a ^ b ^ c, x[0], 11, 0xEAA1_27FA)
        step(&c, d, d ^ a ^ b, x[3], 16, 0xD4EF_3085)
        step(&b, c, c ^ d ^ a, x[6], 23, 0x0488_1D05)
        step(&a, b, b ^ c ^ d, x[9], 4, 0xD9D4_D039)
        step(&d, a, a ^ b ^ c, x[12], 11, 0xE6DB_99E5)
        step(&c, d, d ^ a ^ b, x[15], 16, 0x1FA2_7CF8)
        step(&b, c, c ^ d ^ a, x[2], 23, 0xC4AC_5665)
    }

    @inline(__always)
    static func fourth(
        _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32, _ x: Block
    ) {
        step(&a, b, c ^ (b | ~d), x[0], 6, 0xF429_2244)
        step(&d, a, b ^ (a | ~c), x[7], 10, 0x432A_FF97)
        step(&c, d, a ^ (d | ~b), x[14], 15, 0xAB94_23A7)
        step(&b, c, d ^ (c | ~a), x[5], 21, 0xFC93_A039)
        step(&a, b, c ^ (b | ~d), x[12], 6, 0x655B_59C3)
        step(&d, a, b ^ (a | ~c), x[3], 10, 0x8F0C_CC92)
        step(&c, d, a ^ (d | ~b), x[10], 15, 0xFFEF_F47D)
        step(&b, c, d ^ (c | ~a), x[1], 21, 0x8584_5DD1)
        step(&a, b, c ^ (b | ~d), x[8], 6, 0x6FA8_7E4F)
        step(&d, a, b ^ (a | ~c), x[15], 10, 0xFE2C_E6E0)
        step(&c, d, a ^ (d | ~b), x[6], 15, 0xA301_4314)
        step(&b, c, d ^ (c | ~a), x[13], 21, 0x4E08_11A1)
        step(&a, b, c ^ (b | ~d), x[4], 6, 0xF753_7E82)
        step(&d, a, b ^ (a | ~c), x[11], 10, 0xBD3A_F235)
        step(&c, d, a ^ (d | ~b), x[2], 15, 0x2AD7_D2BB)
        step(&b, c, d ^ (c | ~a), x[9], 21, 0xEB86_D391)
    }

    @inline(__always)
    private static func step(
        _ a: inout UInt32, _ b: UInt32, _ mixed: UInt32, _ word: UInt32, _ shift: UInt32,
        _ constant: UInt32
    ) {
        let sum = a &+ mixed &+ word &+ constant
        a = b &+ (sum << shift | sum >> (32 - shift))
    }
}
