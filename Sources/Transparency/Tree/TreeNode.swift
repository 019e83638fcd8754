/// The place of the root of a perfect subtree: it covers 2^level leaves from `index * 2^level`.
package struct TreeNode: Sendable, Hashable {
    /// 0 is the leaves.
    package let level: Int
    package let index: Int64

    package init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The perfect subtrees that make up a range of leaves, from left to right.
    ///
    /// Each range that a proof names begins at a multiple of its largest subtree, so their sizes
    /// fall and they are as many as its length has bits set.
    static func covering(_ range: Range<Int64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = 63 - (range.upperBound - start).leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return nodes
    }
}
