/// Where a user stands among all users of one flag: the same in every process, for ever.
///
/// Made of the MD5 of `flag:user` in UTF-8, as the chapter has it.
package struct FlagBucket: Sendable, Equatable {
    /// 0...99; below a whole percentage is in.
    package var percent: Int { position / 100 }
    /// 0...9999: the percent, then hundredths of it. Below a percentage times 100 is in.
    package let position: Int
    /// Where among variants, 0 to 2^32 - 1; independent of `position`, so that a growing percentage
    /// moves nobody from one variant to another.
    let share: UInt32

    package init(flag: String, user: String) {
        var hash = MD5()
        hash.update(flag)
        hash.append(UInt8(ascii: ":"))
        hash.update(user)
        let (high, low) = hash.finish()
        // 2^64 is 1616 modulo 10,000.
        let rest = Int((high % 10_000 * 1616 + low % 10_000) % 10_000)
        position = rest % 100 * 100 + rest / 100
        share = UInt32(truncatingIfNeeded: high >> 32)
    }
}
