/// Finds functions by counting braces and parentheses.
struct FunctionScanner {
    private static let keywords: Set = ["func", "init", "deinit", "subscript"]

    /// The first line of a declaration whose body may follow.
    private var pending: Int?
    private var parentheses = 0
    private var braces = 0
    private var open: [(line: Int, braces: Int)] = []
    private var found: [ClosedRange<Int>] = []

    /// The lines, counted from 1, of every function with a body, from its name to its last brace.
    mutating func functions(in file: SourceFile) -> [ClosedRange<Int>] {
        for (index, line) in file.code.enumerated() { read(line, number: index + 1) }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    private mutating func read(_ line: Substring, number: Int) {
        // `import func Foundation.log` declares nothing.
        if line.contains("import func ") { return }
        var word = ""
        var beforeWord: Character?
        var previous: Character?
        for character in line + "\n" {
            if character.isLetter || character.isNumber || character == "_" {
                if word.isEmpty { beforeWord = previous }
                word.append(character)
            } else {
                // `self.init` and `.init` are calls.
                if Self.keywords.contains(word), beforeWord != "." { pending = number }
                word = ""
                read(character, number: number)
            }
            previous = character
        }
    }

    private mutating func read(_ mark: Character, number: Int) {
        switch mark {
        case "(": parentheses += 1
        case ")": parentheses -= 1
        case "{":
            if let line = pending, parentheses == 0 {
                open.append((line, braces))
                pending = nil
            }
            braces += 1
        case "}":
            braces -= 1
            if parentheses == 0 { pending = nil }
            if let last = open.last, last.braces == braces {
                found.append(last.line...number)
                open.removeLast()
            }
        default: break
        }
    }
}
