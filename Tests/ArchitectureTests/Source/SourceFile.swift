/// One Swift file, as written and with its words told apart from its comments and strings.
struct SourceFile: Sendable {
    /// From the repository's root, such as `Sources/LedgerCore/Identity/ID.swift`.
    let path: String
    let text: String
    /// The lines with comments, strings and raw identifiers blanked out, columns kept.
    let code: [Substring]
    /// The lines, counted from 1, that hold a comment which is not documentation.
    let commentLines: Set<Int>

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var stripper = CodeStripper(text)
        code = stripper.strip().split(separator: "\n", omittingEmptySubsequences: false)
        commentLines = stripper.commentLines
    }

    /// The directory below `Sources` or `Tests`.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    var isInSources: Bool { path.hasPrefix("Sources/") }

    /// Whether there is anything but comments.
    var hasCode: Bool { code.contains { !$0.allSatisfy(\.isWhitespace) } }

    /// The lines, counted from 1, that hold `phrase` as whole words.
    func lines(with phrase: String) -> [Int] {
        code.indices.filter { Self.contains(code[$0], phrase) }.map { $0 + 1 }
    }

    private static func contains(_ line: Substring, _ phrase: String) -> Bool {
        line.ranges(of: phrase).contains { range in
            let before = line[..<range.lowerBound].last
            let after = line[range.upperBound...].first
            return !joins(before, phrase.first) && !joins(phrase.last, after)
        }
    }

    /// Whether two neighbours belong to one word.
    private static func joins(_ left: Character?, _ right: Character?) -> Bool {
        guard let left, let right else { return false }
        return isWord(left) && isWord(right)
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
