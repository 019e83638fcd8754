import LedgerCore
import Testing

struct FlagBucketTests {
    /// Lengths around every edge of a block; the sum was made with another MD5.
    @Test func `texts of every length have the position that others compute`() {
        let sum = (0...200).reduce(0) { sum, length in
            let bucket = FlagBucket(flag: "f", user: String(repeating: "u", count: length))
            return (sum * 31 + bucket.position) % 1_000_000_007
        }
        #expect(sum == 513_874_037)
    }

    @Test func `texts that look alike and differ in their bytes are two users`() {
        let composed = FlagBucket(flag: "enable_streaming", user: "Zo\u{EB}")
        let decomposed = FlagBucket(flag: "enable_streaming", user: "Zoe\u{308}")
        #expect("Zo\u{EB}" == "Zoe\u{308}")
        #expect(composed.percent == 0)
        #expect(decomposed.percent == 39)
    }

    @Test func `users are spread evenly`() {
        var counts = [Int](repeating: 0, count: 10)
        for user in 0..<10_000 {
            counts[FlagBucket(flag: "even", user: "user-\(user)").position / 1000] += 1
        }
        #expect(counts.allSatisfy { (900...1100).contains($0) }, "\(counts)")
    }
}
