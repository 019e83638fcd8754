/// MD5 (RFC 1321), to spread users over buckets: it proves nothing to anybody.
///
/// Lives on the stack; nothing is allocated.
struct MD5 {
    private var state: (UInt32, UInt32, UInt32, UInt32) = (
        0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476
    )
    private var block = InlineArray<16, UInt32>(repeating: 0)
    /// Bytes so far.
    private var count = 0

    mutating func update(_ text: String) {
        let bytes = text.utf8Span.span
        for index in bytes.indices { append(bytes[index]) }
    }

    mutating func append(_ byte: UInt8) {
        block[(count >> 2) & 15] |= UInt32(byte) << UInt32((count & 3) * 8)
        count += 1
        if count & 63 == 0 { flush() }
    }

    /// The digest as one number of 128 bits, its first byte the most significant.
    mutating func finish() -> (high: UInt64, low: UInt64) {
        let bits = UInt64(count) << 3
        append(0x80)
        if count & 63 > 56 { flush() }
        block[14] = UInt32(truncatingIfNeeded: bits)
        block[15] = UInt32(truncatingIfNeeded: bits >> 32)
        flush()
        return (
            UInt64(state.0.byteSwapped) << 32 | UInt64(state.1.byteSwapped),
            UInt64(state.2.byteSwapped) << 32 | UInt64(state.3.byteSwapped)
        )
    }

    private mutating func flush() {
        var (a, b, c, d) = state
        MD5Rounds.first(&a, &b, &c, &d, block)
        MD5Rounds.second(&a, &b, &c, &d, block)
        MD5Rounds.third(&a, &b, &c, &d, block)
        MD5Rounds.fourth(&a, &b, &c, &d, block)
        state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d)
        block = InlineArray(repeating: 0)
    }
}
