/// Blanks out what is not code, so that rules can look for words and braces.
///
/// It knows nested comments, strings with any number of `#`, strings over several lines, strings
/// inside interpolations and raw identifiers; it does not know regular-expression literals. It
/// works on UTF-8, where all marks are one byte.
struct CodeStripper {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var output: [UInt8] = []
    private(set) var commentLines: Set<Int> = []

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func strip() -> String {
        while position < bytes.count { skipOne() }
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func skipOne() {
        if starts(with: "//") {
            let isDocumentation = starts(with: "///")
            if !isDocumentation { commentLines.insert(line) }
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank(1) }
        } else if starts(with: "/*") {
            blankBlockComment()
        } else if let hashes = openingHashes() {
            blankString(hashes: hashes)
        } else if bytes[position] == UInt8(ascii: "`") {
            blank(1)
            while position < bytes.count, bytes[position] != UInt8(ascii: "`") { blank(1) }
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
        } while depth > 0 && position < bytes.count
    }

    /// How many `#` come before the quote of a string that starts here; `nil` when none does.
    private func openingHashes() -> Int? {
        let rest = bytes[position...]
        let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
        return rest.dropFirst(hashes).first == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func blankString(hashes: Int) {
        blank(hashes)
        // Only a string over several lines has its text begin on the next line.
        let marks = starts(with: "\"\"\"\n") ? "\"\"\"" : "\""
        let fence = String(repeating: "#", count: hashes)
        blank(marks.count)
        while position < bytes.count, !starts(with: marks + fence) {
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
            if bytes[position] == UInt8(ascii: "(") { depth += 1 }
            if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
            blank(1)
        } while depth > 0 && position < bytes.count
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") {
                keep()
            } else {
                advance(writing: UInt8(ascii: " "))
            }
        }
    }

    private mutating func keep() { advance(writing: bytes[position]) }

    private mutating func advance(writing byte: UInt8) {
        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
        output.append(byte)
        position += 1
    }
}
