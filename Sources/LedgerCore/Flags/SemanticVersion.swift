/// A version by semver.org 2.0, with or without a `v` before it; what follows `+` does not count.
struct SemanticVersion: Comparable {
    private let numbers: [UInt64]
    /// Empty for a release.
    private let prerelease: [Substring]

    init?(_ text: String) {
        guard text.utf8.count <= 256, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        var rest = text.hasPrefix("v") ? text.dropFirst() : text[...]
        if let build = rest.firstIndex(of: "+") { rest = rest[..<build] }
        let dash = rest.firstIndex(of: "-")
        let core = rest[..<(dash ?? rest.endIndex)]
        let parts = core.split(separator: ".", omittingEmptySubsequences: false)
        numbers = parts.compactMap { Self.number($0) }
        guard parts.count == 3, numbers.count == 3 else { return nil }
        prerelease =
            dash.map { dash in
                rest[rest.index(after: dash)...]
                    .split(separator: ".", omittingEmptySubsequences: false)
            } ?? []
        guard prerelease.allSatisfy({ !$0.isEmpty }) else { return nil }
    }

    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.numbers != right.numbers {
            return left.numbers.lexicographicallyPrecedes(right.numbers)
        }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease, by: precedes)
    }

    /// Numbers before words, numbers by size, words by ASCII.
    private static func precedes(_ left: Substring, _ right: Substring) -> Bool {
        switch (number(left), number(right)) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }

    private static func number(_ text: Substring) -> UInt64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt64(text) : nil
    }
}
