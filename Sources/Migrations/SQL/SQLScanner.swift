/// Reads Postgres' SQL token by token, so far as splitting needs it.
///
/// It knows what may hold a semicolon that ends nothing: strings with and without backslashes,
/// quoted names, dollar quotes with any tag, nested comments. Strings are read as with
/// `standard_conforming_strings = on`, the default since Postgres 9.1.
struct SQLScanner {
    enum Token: Equatable {
        /// A name or key word without quotes, in lower case.
        case word(String)
        case semicolon
        case openParenthesis
        case closeParenthesis
        case backslash
        case other
    }

    private let scalars: [Unicode.Scalar]
    private(set) var position = 0
    private(set) var place: SQLPlace

    init(_ text: String, at place: SQLPlace) {
        scalars = Array(text.unicodeScalars)
        self.place = place
    }

    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// Goes to the next token's first character; `false` at the end.
    mutating func skipBlanks() throws(SQLTextError) -> Bool {
        while let next = peek() {
            if Self.isBlank(next) {
                advance()
            } else if starts(with: "--") {
                while let next = peek(), next != "\n" { advance(over: next) }
            } else if starts(with: "/*") {
                try skipComment()
            } else {
                return true
            }
        }
        return false
    }

    /// Reads the token at the position, which must not be blank.
    mutating func next() throws(SQLTextError) -> Token {
        guard let first = peek() else { return .other }
        switch first {
        case "'": try skipQuoted("'", hasBackslashes: false)
        case "\"": try skipQuoted("\"", hasBackslashes: false)
        case "$": try skipDollar()
        case ";": return mark(.semicolon)
        case "(": return mark(.openParenthesis)
        case ")": return mark(.closeParenthesis)
        case "\\": return mark(.backslash)
        case _ where Self.isWordStart(first): return try word()
        case _ where Self.isDigit(first): while let next = peek(), Self.isWord(next) { advance() }
        default: advance()
        }
        return .other
    }

    private mutating func mark(_ token: Token) -> Token {
        advance()
        return token
    }

    /// `E'…'` is the only prefix under which a backslash means something to where a string ends.
    private mutating func word() throws(SQLTextError) -> Token {
        let start = position
        while let next = peek(), Self.isWord(next) { advance() }
        let word = text(start..<position).lowercased()
        guard word == "e", peek() == "'" else { return .word(word) }
        try skipQuoted("'", hasBackslashes: true)
        return .other
    }

    private mutating func skipQuoted(
        _ quote: Unicode.Scalar, hasBackslashes: Bool
    ) throws(SQLTextError) {
        let start = place
        advance()
        while let next = peek() {
            advance()
            if next == "\\", hasBackslashes {
                advance()
            } else if next == quote {
                // A doubled quote stands for one.
                guard peek() == quote || (hasBackslashes && isContinued()) else { return }
                advance()
            }
        }
        throw SQLTextError(code: .unterminated, place: start)
    }

    /// Strings that only blanks with a line end part are one, and keep the rules of the first.
    private mutating func isContinued() -> Bool {
        var end = position
        while end < scalars.count, Self.isBlank(scalars[end]) { end += 1 }
        guard end < scalars.count, scalars[end] == "'", scalars[position..<end].contains("\n")
        else { return false }
        while position < end { advance() }
        return true
    }

    /// `$tag$…$tag$`; a parameter such as `$1` is no quote.
    private mutating func skipDollar() throws(SQLTextError) {
        let start = place
        let rest = scalars[position...].dropFirst()
        let tag = rest.prefix { Self.isWord($0) && $0 != "$" }
        let fence = scalars[position..<min(tag.endIndex + 1, scalars.count)]
        let isQuote = fence.count > 1 && fence.last == "$" && tag.first.map(Self.isDigit) != true
        guard isQuote else { return advance() }
        for _ in fence { advance() }
        while position < scalars.count, !starts(with: fence) { advance() }
        guard position < scalars.count else {
            throw SQLTextError(code: .unterminated, place: start)
        }
        for _ in fence { advance() }
    }

    /// Comments nest.
    private mutating func skipComment() throws(SQLTextError) {
        let start = place
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                advance()
            } else if starts(with: "*/") {
                depth -= 1
                advance()
            }
            guard peek() != nil else { throw SQLTextError(code: .unterminated, place: start) }
            advance()
        } while depth > 0
    }
}

extension SQLScanner {
    private func peek() -> Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private mutating func advance() {
        if let next = peek() { advance(over: next) }
    }

    private mutating func advance(over scalar: Unicode.Scalar) {
        place.advance(over: scalar)
        position += 1
    }

    private func starts(with text: String) -> Bool {
        scalars[position...].starts(with: text.unicodeScalars)
    }

    private func starts(with fence: ArraySlice<Unicode.Scalar>) -> Bool {
        scalars[position...].starts(with: fence)
    }

    /// Postgres takes every character beyond ASCII as a letter.
    private static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.value > 127 || scalar.properties.isAlphabetic
    }

    /// What Postgres' own scanner takes as blank: ASCII only.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || (9...13).contains(scalar.value)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        isWordStart(scalar) || isDigit(scalar) || scalar == "$"
    }
}
