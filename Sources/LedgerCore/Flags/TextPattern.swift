/// A regular expression whose time is bounded by its length and the text's, whatever they are.
///
/// It may match anywhere in the text. Known are characters, `.`, `[a-z]`, `[^a-z]`, `\d \w \s` and their
/// capitals, `( )`, `|`, `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, `^` and `$`; a `\` before another
/// punctuation mark takes it as it is. Nothing else is: no groups to refer to, no looking around.
struct TextPattern: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case scalar(ScalarSet)
        /// Goes on at both places.
        case fork(Int, Int)
        case jump(Int)
        case start
        case end
        case match
    }

    static let maximumBytes = 200
    /// Of a text; a longer one does not match.
    static let maximumScalars = 1024

    private let steps: [Step]

    /// - Returns: `nil` when it is malformed, or too large.
    init?(_ text: String) {
        var parser = PatternParser(text)
        guard text.utf8.count <= Self.maximumBytes, let node = parser.parse(),
            node.size <= PatternNode.maximumSize
        else { return nil }
        var steps: [Step] = []
        node.append(to: &steps)
        self.steps = steps + [.match]
    }

    /// All places that can be reached are followed at once, so nothing is tried twice.
    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars.prefix(Self.maximumScalars + 1))
        guard scalars.count <= Self.maximumScalars else { return false }
        var places = Places(count: steps.count)
        for index in 0...scalars.count {
            var next = Places(count: steps.count)
            // A match may begin here too.
            if follow(0, at: index, of: scalars.count, &places) { return true }
            guard index < scalars.count else { return false }
            for place in places.list {
                if case .scalar(let set) = steps[place], set.contains(scalars[index]),
                    follow(place + 1, at: index + 1, of: scalars.count, &next)
                {
                    return true
                }
            }
            places = next
        }
        return false
    }

    /// Adds all places that are reached without a character.
    ///
    /// - Returns: whether the end of the pattern is among them.
    private func follow(_ place: Int, at index: Int, of count: Int, _ places: inout Places) -> Bool
    {
        var open = [place]
        while let place = open.popLast() {
            guard places.insert(place) else { continue }
            switch steps[place] {
            case .scalar: break
            case .jump(let target): open.append(target)
            case .fork(let first, let second): open += [first, second]
            case .start: if index == 0 { open.append(place + 1) }
            case .end: if index == count { open.append(place + 1) }
            case .match: return true
            }
        }
        return false
    }

    private struct Places {
        private(set) var list: [Int] = []
        private var isThere: [Bool]

        init(count: Int) { isThere = [Bool](repeating: false, count: count) }

        mutating func insert(_ place: Int) -> Bool {
            guard !isThere[place] else { return false }
            isThere[place] = true
            list.append(place)
            return true
        }
    }
}

/// Characters by ranges, or all but those.
struct ScalarSet: Sendable, Equatable {
    var ranges: [ClosedRange<UInt32>] = []
    var isInverted = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } != isInverted
    }
}
