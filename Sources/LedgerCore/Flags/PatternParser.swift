/// Reads a regular expression; whatever it does not know makes it malformed.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0

    private static let maximumDepth = 20

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func parse() -> PatternNode? {
        guard let node = either(), at == scalars.count else { return nil }
        return node
    }

    private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        at += 1
        return true
    }

    private mutating func either() -> PatternNode? {
        guard let first = sequence() else { return nil }
        var parts = [first]
        while skip("|") {
            guard let next = sequence() else { return nil }
            parts.append(next)
        }
        return parts.count == 1 ? first : .either(parts)
    }

    private mutating func sequence() -> PatternNode? {
        var parts: [PatternNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            guard let part = repeated() else { return nil }
            parts.append(part)
        }
        return .sequence(parts)
    }

    private mutating func repeated() -> PatternNode? {
        guard let part = single() else { return nil }
        let node: PatternNode
        if skip("*") {
            node = .repeated(part, least: 0, most: nil)
        } else if skip("+") {
            node = .repeated(part, least: 1, most: nil)
        } else if skip("?") {
            node = .repeated(part, least: 0, most: 1)
        } else if skip("{") {
            guard let counted = counted(part) else { return nil }
            node = counted
        } else {
            return part
        }
        // A second one behind it means something else elsewhere.
        if let next = peek, "*+?{".unicodeScalars.contains(next) { return nil }
        return node
    }

    private mutating func counted(_ part: PatternNode) -> PatternNode? {
        guard let least = number() else { return nil }
        var most: Int? = least
        if skip(",") { most = peek == "}" ? nil : number() ?? -1 }
        guard skip("}"), most.map({ $0 >= least }) ?? true else { return nil }
        return .repeated(part, least: least, most: most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = peek, ("0"..."9").contains(scalar) {
            let digit = Int(scalar.value) - 0x30
            value = (value ?? 0) * 10 + digit
            guard let value, value <= PatternNode.maximumRepeats else { return nil }
            at += 1
        }
        return value
    }

    private mutating func single() -> PatternNode? {
        guard let scalar = peek else { return nil }
        at += 1
        switch scalar {
        case "(": return group()
        case "[": return list().map { .scalar($0) }
        case ".": return .scalar(ScalarSet(ranges: [0x0A...0x0A], isInverted: true))
        case "^": return .start
        case "$": return .end
        case "\\": return escaped().map { .scalar($0) }
        case "*", "+", "?", "{", "}", ")", "]": return nil
        default: return .scalar(ScalarSet(ranges: [scalar.value...scalar.value]))
        }
    }

    private mutating func group() -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        // `(?` begins what this does not know.
        guard depth <= Self.maximumDepth, peek != "?", let node = either(), skip(")") else {
            return nil
        }
        return node
    }
}

extension PatternParser {
    private mutating func escaped() -> ScalarSet? {
        guard let scalar = peek else { return nil }
        at += 1
        switch scalar {
        case "d": return Self.digits
        case "w": return Self.word
        case "s": return Self.space
        case "D": return Self.digits.inverted
        case "W": return Self.word.inverted
        case "S": return Self.space.inverted
        default:
            guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar)
            else { return nil }
            return ScalarSet(ranges: [scalar.value...scalar.value])
        }
    }

    /// What follows a `[`.
    private mutating func list() -> ScalarSet? {
        var set = ScalarSet(isInverted: skip("^"))
        repeat {
            guard let part = listed() else { return nil }
            // The inverse of a class among others cannot be a list of ranges here.
            guard !part.isInverted else { return nil }
            set.ranges += part.ranges
        } while !skip("]")
        return set
    }

    /// One character, one range, or one class.
    private mutating func listed() -> ScalarSet? {
        guard let first = member() else { return nil }
        guard first.isSingle, peek == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
            return first
        }
        at += 1
        guard let last = member(), last.isSingle else { return nil }
        let (low, high) = (first.ranges[0].lowerBound, last.ranges[0].lowerBound)
        return low <= high ? ScalarSet(ranges: [low...high]) : nil
    }

    private mutating func member() -> ScalarSet? {
        guard let scalar = peek else { return nil }
        at += 1
        if scalar == "\\" { return escaped() }
        return scalar == "[" || scalar == "]"
            ? nil : ScalarSet(ranges: [scalar.value...scalar.value])
    }

    private static let digits = ScalarSet(ranges: [0x30...0x39])
    private static let word = ScalarSet(
        ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    private static let space = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20])
}

extension ScalarSet {
    fileprivate var inverted: ScalarSet { ScalarSet(ranges: ranges, isInverted: !isInverted) }

    fileprivate var isSingle: Bool {
        !isInverted && ranges.count == 1 && ranges[0].count == 1
    }
}
