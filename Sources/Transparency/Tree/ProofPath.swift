/// Which subtrees a proof consists of, as ranges of leaves (RFC 6962, sections 2.1.1 and 2.1.2).
enum ProofPath {
    /// From the leaf's sibling up to the root's child; `nil` when the tree has no such leaf.
    static func inclusion(of leaf: Int64, in size: Int64) -> [Range<Int64>]? {
        guard leaf >= 0, leaf < size else { return nil }
        var path: [Range<Int64>] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.middle
            if leaf < middle {
                path.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                path.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// Empty when either tree is empty or both are the same; `nil` when the old is the larger one.
    static func consistency(from old: Int64, to new: Int64) -> [Range<Int64>]? {
        guard old >= 0, old <= new else { return nil }
        guard old > 0 else { return [] }
        var path: [Range<Int64>] = []
        var range = 0..<new
        while range.upperBound > old {
            let middle = range.middle
            if old <= middle {
                path.append(middle..<range.upperBound)
                range = range.lowerBound..<middle
            } else {
                path.append(range.lowerBound..<middle)
                range = middle..<range.upperBound
            }
        }
        // A subtree that begins the old tree is all of it, whose root the verifier has.
        if range.lowerBound > 0 { path.append(range) }
        return path.reversed()
    }
}

extension Range<Int64> {
    /// Where the left subtree ends: the largest power of two below the number of leaves.
    fileprivate var middle: Int64 {
        lowerBound + 1 << Int64(63 - (upperBound - lowerBound - 1).leadingZeroBitCount)
    }
}
