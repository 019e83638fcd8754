/// All that a tree needs to grow: the roots of its perfect subtrees, at most one per level.
///
/// Adding n leaves hashes fewer than 2n times, whatever is in the tree already.
package struct CompactRange: Sendable, Equatable {
    /// Leaves.
    package private(set) var size: Int64 = 0
    /// Roots of the perfect subtrees from left to right, the largest first.
    private(set) var peaks: [TreeHash] = []

    package init() {}

    /// - Parameter peaks: one for each bit of `size` that is set, the highest first; else `nil`.
    init?(size: Int64, peaks: [TreeHash]) {
        guard size >= 0, peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    package mutating func append(_ leaf: TreeHash) {
        var node = leaf
        for _ in 0..<(~size).trailingZeroBitCount {
            node = .node(peaks.removeLast(), node)
        }
        peaks.append(node)
        size += 1
    }

    /// The tree's root as it is now.
    package var root: TreeHash { Self.fold(peaks) ?? .empty }

    /// The root over neighbours of falling size.
    static func fold(_ peaks: [TreeHash]) -> TreeHash? {
        guard var root = peaks.last else { return nil }
        for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
        return root
    }
}
