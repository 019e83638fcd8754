/// Variants by weight; a user keeps a variant for as long as the weights stay.
package struct FlagSplit: Sendable, Equatable {
    package struct Part: Sendable, Equatable {
        package let variant: String
        /// 0...1,000,000, in proportion to the sum.
        package let weight: Int

        package init(variant: String, weight: Int) {
            self.variant = variant
            self.weight = weight
        }
    }

    /// At most ``maximumParts``; their order decides who gets which.
    package let parts: [Part]

    package static let maximumParts = 100
    package static let maximumWeight = 1_000_000

    package init(_ parts: [Part] = []) { self.parts = parts }

    package var isEmpty: Bool { parts.isEmpty }

    /// - Returns: `nil` when no part has any weight.
    func variant(for bucket: FlagBucket) -> String? {
        let total = parts.reduce(UInt64(0)) { $0 + weight($1) }
        guard total > 0 else { return nil }
        var rest = (UInt64(bucket.share) * total) >> 32
        for part in parts {
            if rest < weight(part) { return part.variant }
            rest -= weight(part)
        }
        return nil
    }

    /// Bounded, so that no sum and no product overflows.
    private func weight(_ part: Part) -> UInt64 {
        UInt64(min(max(part.weight, 0), Self.maximumWeight))
    }
}
