/// Shows that a leaf is in a tree of which only the root is known.
package struct InclusionProof: Sendable, Equatable {
    /// From 0: the position in the log less one.
    package let index: Int64
    /// From the leaf's sibling up to the root's child.
    package let hashes: [TreeHash]

    package init(index: Int64, hashes: [TreeHash]) {
        self.index = index
        self.hashes = hashes
    }

    /// Whether the leaf is at ``index`` of the tree with this root (RFC 9162, section 2.1.3.2).
    package func verifies(leaf: TreeHash, size: Int64, root: TreeHash) -> Bool {
        guard index >= 0, index < size else { return false }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in hashes {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                // Levels on which the node is the last one and has no sibling.
                let lone = node == 0 ? 0 : node.trailingZeroBitCount
                node >>= Int64(lone)
                last >>= Int64(lone)
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}
