/// Splits SQL into statements where the server's own grammar ends them.
///
/// A semicolon ends a statement unless it is inside parentheses (`CREATE RULE`) or inside the body
/// of a function that `BEGIN ATOMIC` opens (Postgres 14 and up), which needs no quotes.
struct SQLSplitter {
    private var scanner: SQLScanner
    private var statements: [SQLStatement] = []
    private var start: (position: Int, place: SQLPlace)?
    private var end = 0
    private var words: [String] = []
    private var openParentheses: [SQLPlace] = []
    /// Bodies and `CASE`s that are open, each ended by an `END`.
    private var openBlocks: [SQLPlace] = []

    /// - Parameter place: where the text begins in its file.
    static func statements(
        of text: String, at place: SQLPlace
    ) throws(SQLTextError) -> [SQLStatement] {
        var splitter = SQLSplitter(scanner: SQLScanner(text, at: place))
        try splitter.run()
        return splitter.statements
    }

    private init(scanner: SQLScanner) { self.scanner = scanner }

    private mutating func run() throws(SQLTextError) {
        while try scanner.skipBlanks() {
            let place = scanner.place
            let position = scanner.position
            let token = try scanner.next()
            if token == .semicolon, openParentheses.isEmpty, openBlocks.isEmpty {
                try finish()
                continue
            }
            if start == nil { start = (position, place) }
            try accept(token, at: place)
            end = scanner.position
        }
        try finish()
    }

    private mutating func accept(
        _ token: SQLScanner.Token, at place: SQLPlace
    ) throws(SQLTextError) {
        switch token {
        case .openParenthesis: openParentheses.append(place)
        case .closeParenthesis:
            guard openParentheses.popLast() != nil else {
                throw SQLTextError(code: .unbalancedParenthesis, place: place)
            }
        case .backslash: throw SQLTextError(code: .psqlCommand, place: place)
        case .word(let word): accept(word, at: place)
        case .semicolon, .other: break
        }
    }

    private mutating func accept(_ word: String, at place: SQLPlace) {
        guard openParentheses.isEmpty else { return }
        switch word {
        case "atomic" where words.last == "begin" && createsRoutine: openBlocks.append(place)
        case "case" where !openBlocks.isEmpty: openBlocks.append(place)
        case "end" where !openBlocks.isEmpty: openBlocks.removeLast()
        default: break
        }
        words.append(word)
    }

    private var createsRoutine: Bool {
        words.first == "create"
            && words.prefix(4).contains { $0 == "function" || $0 == "procedure" }
    }

    private mutating func finish() throws(SQLTextError) {
        if let place = openParentheses.last {
            throw SQLTextError(code: .unbalancedParenthesis, place: place)
        }
        if let place = openBlocks.last { throw SQLTextError(code: .unterminated, place: place) }
        defer {
            start = nil
            words = []
        }
        guard let start else { return }
        let statement = SQLStatement(
            text: scanner.text(start.position..<end), place: start.place, words: words)
        if let refusal = statement.refusal { throw refusal }
        statements.append(statement)
    }
}
