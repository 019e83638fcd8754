import Transparency

/// RFC 6962, section 2.1, word for word: slow, and nothing shared with what it judges.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        let (left, right) = split(leaves)
        return .node(root(left), root(right))
    }

    static func inclusion(of index: Int, in leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = split(leaves)
        return index < left.endIndex
            ? inclusion(of: index, in: left) + [root(right)]
            : inclusion(of: index, in: right) + [root(left)]
    }

    static func consistency(from old: Int, to leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        subproof(old, leaves, isWhole: true)
    }

    private static func subproof(
        _ old: Int, _ leaves: ArraySlice<TreeHash>, isWhole: Bool
    ) -> [TreeHash] {
        guard old < leaves.count else { return isWhole ? [] : [root(leaves)] }
        let (left, right) = split(leaves)
        return old <= left.count
            ? subproof(old, left, isWhole: isWhole) + [root(right)]
            : subproof(old - left.count, right, isWhole: false) + [root(left)]
    }

    private static func split(
        _ leaves: ArraySlice<TreeHash>
    ) -> (ArraySlice<TreeHash>, ArraySlice<TreeHash>) {
        var count = 1
        while count * 2 < leaves.count { count *= 2 }
        return (leaves.prefix(count), leaves.dropFirst(count))
    }
}

extension [TreeHash] {
    /// Leaves that all differ.
    static func leaves(_ count: Int) -> [TreeHash] {
        (0..<count).map { .leaf([UInt8]("entry \($0)".utf8)) }
    }
}
