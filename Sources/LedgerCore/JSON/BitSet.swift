/// A set of small numbers, without memory of its own for the first 64.
struct BitSet {
    private var low: UInt64 = 0
    private var high: Set<Int> = []

    /// - Parameter number: 0 and up.
    mutating func insert(_ number: Int) {
        if number < 64 { low |= 1 << UInt64(number) } else { high.insert(number) }
    }

    func contains(_ number: Int) -> Bool {
        number < 64 ? low & 1 << UInt64(number) != 0 : high.contains(number)
    }
}
