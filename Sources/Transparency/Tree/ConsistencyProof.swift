/// Shows that a tree begins with all the leaves of an earlier one: nothing was changed or removed.
package struct ConsistencyProof: Sendable, Equatable {
    package let hashes: [TreeHash]

    package init(hashes: [TreeHash]) { self.hashes = hashes }

    /// Whether the new tree continues the old one (RFC 9162, section 2.1.4.2).
    ///
    /// Every tree continues the empty one, by a proof without hashes.
    package func verifies(
        from old: Int64, _ oldRoot: TreeHash, to new: Int64, _ newRoot: TreeHash
    ) -> Bool {
        guard old >= 0, old <= new else { return false }
        guard old > 0 else {
            return hashes.isEmpty && oldRoot == .empty && (new > 0 || newRoot == .empty)
        }
        guard old < new else { return hashes.isEmpty && oldRoot == newRoot }
        // The old tree is a subtree of the new one: its root is where the walk starts.
        let isSubtree = old & (old - 1) == 0
        let steps = isSubtree ? [oldRoot] + hashes : hashes
        guard let start = steps.first else { return false }
        return Self.walk(start, steps.dropFirst(), old, new).map { $0 == (oldRoot, newRoot) }
            ?? false
    }

    /// Climbs from the old tree's last subtree to both roots; `nil` when the path does not fit.
    private static func walk(
        _ start: TreeHash, _ steps: ArraySlice<TreeHash>, _ old: Int64, _ new: Int64
    ) -> (TreeHash, TreeHash)? {
        let shift = Int64((~(old - 1)).trailingZeroBitCount)
        var node = (old - 1) >> shift
        var last = (new - 1) >> shift
        var (oldHash, newHash) = (start, start)
        for step in steps {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                oldHash = .node(step, oldHash)
                newHash = .node(step, newHash)
                let lone = node == 0 ? 0 : Int64(node.trailingZeroBitCount)
                node >>= lone
                last >>= lone
            } else {
                newHash = .node(newHash, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? (oldHash, newHash) : nil
    }
}
