/// One statement of a file, without its semicolon and the comments before it.
package struct SQLStatement: Sendable, Equatable {
    package let text: String
    /// Where the text begins in its file.
    package let place: SQLPlace
    /// The bare words outside parentheses, in lower case.
    let words: [String]

    /// Where in the file the server found something.
    ///
    /// - Parameter position: as Postgres gives it: in characters of the text, counted from 1.
    package func place(ofPosition position: Int) -> SQLPlace {
        text.unicodeScalars.prefix(max(0, position - 1))
            .reduce(into: place) { $0.advance(over: $1) }
    }

    /// Which statements no migration may have; `nil` when this is not one of them.
    var refusal: SQLTextError? {
        if words.first == "copy", isFollowed("from", by: "stdin") {
            return SQLTextError(code: .copyFromStandardInput, place: place)
        }
        return endsTransaction ? SQLTextError(code: .ownTransaction, place: place) : nil
    }

    /// `ROLLBACK TO` a savepoint stays inside the transaction.
    private var endsTransaction: Bool {
        switch words.first {
        case "begin", "commit", "end", "abort": true
        case "start": words.dropFirst().first == "transaction"
        case "prepare": words.dropFirst().first == "transaction"
        case "rollback": !words.contains("to")
        default: false
        }
    }

    private func isFollowed(_ word: String, by next: String) -> Bool {
        zip(words, words.dropFirst()).contains { $0 == word && $1 == next }
    }
}
