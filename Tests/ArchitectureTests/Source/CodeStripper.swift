/// Blanks out what is not code, so that rules can look for words and braces.
///
/// It knows nested comments, strings with any number of `#`, strings over several lines, strings
/// inside interpolations and raw identifiers; it does not know regular-expression literals.
struct CodeStripper {
    private let characters: [Character]
    private var position = 0
    private var line = 1
    private var output: [Character] = []
    private(set) var commentLines: Set<Int> = []

    init(_ text: String) { characters = Array(text) }

    mutating func strip() -> String {
        while position < characters.count { skipOne() }
        return String(output)
    }

    private mutating func skipOne() {
        if starts(with: "//") {
            let isDocumentation = starts(with: "///")
            if !isDocumentation { commentLines.insert(line) }
            while position < characters.count, characters[position] != "\n" { blank(1) }
        } else if starts(with: "/*") {
            blankBlockComment()
        } else if let hashes = openingHashes() {
            blankString(hashes: hashes)
        } else if characters[position] == "`" {
            blank(1)
            while position < characters.count, characters[position] != "`" { blank(1) }
            blank(1)
        } else {
            keep()
        }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            commentLines.insert(line)
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < characters.count
    }

    /// How many `#` come before the quote of a string that starts here; `nil` when none does.
    private func openingHashes() -> Int? {
        let rest = characters[position...]
        let hashes = rest.prefix { $0 == "#" }.count
        return rest.dropFirst(hashes).first == "\"" ? hashes : nil
    }

    private mutating func blankString(hashes: Int) {
        blank(hashes)
        // Only a string over several lines has its text begin on the next line.
        let marks = starts(with: "\"\"\"\n") ? "\"\"\"" : "\""
        let fence = String(repeating: "#", count: hashes)
        blank(marks.count)
        while position < characters.count, !starts(with: marks + fence) {
            if starts(with: "\\\(fence)(") {
                blank(hashes + 1)
                blankInterpolation()
            } else {
                blank(starts(with: "\\" + fence) ? hashes + 2 : 1)
            }
        }
        blank(marks.count + hashes)
    }

    /// From the opening parenthesis to the one that closes it.
    private mutating func blankInterpolation() {
        var depth = 0
        repeat {
            if let hashes = openingHashes() {
                blankString(hashes: hashes)
                continue
            }
            if characters[position] == "(" { depth += 1 }
            if characters[position] == ")" { depth -= 1 }
            blank(1)
        } while depth > 0 && position < characters.count
    }

    private func starts(with text: String) -> Bool {
        characters[position...].starts(with: text)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < characters.count {
            if characters[position] == "\n" { keep() } else { advance(writing: " ") }
        }
    }

    private mutating func keep() { advance(writing: characters[position]) }

    private mutating func advance(writing character: Character) {
        if characters[position] == "\n" { line += 1 }
        output.append(character)
        position += 1
    }
}
