import LedgerTestKit
import Migrations
import Testing

/// Text made of what splitters trip over, thrown together at random.
@Suite struct SQLSplitterFuzzTests {
    private static let parts = [
        "SELECT", " ", "\n", ";", "'", "\"", "$$", "$a$", "$1", "--", "/*", "*/", "(", ")", "E'",
        "\\'",
        "e", "ą", "\t", "BEGIN", "ATOMIC", "END", "CASE", "CREATE FUNCTION f()", "x", "''", "1",
        "🚢",
        "\r\n", "U&'", "_", ".", "a$b", "\u{301}",
    ]

    @Test(arguments: 0..<40)
    func `a statement is found again at its place, and alone it is one statement`(
        seed: UInt64
    ) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let count = Int.random(in: 1...25, using: &generator)
            let text = (0..<count).map { _ in
                Self.parts.randomElement(using: &generator) ?? ""
            }.joined()
            guard let block = try? MigrationBlock(text: text) else { continue }
            for statement in block.statements {
                let found = Self.scalars(of: text, from: statement.place)
                #expect(found.starts(with: statement.text.unicodeScalars), "seed \(seed): \(text)")
                let again = try MigrationBlock(text: statement.text).statements
                #expect(again.map(\.text) == [statement.text], "seed \(seed): \(text)")
            }
        }
    }

    private static func scalars(of text: String, from place: SQLPlace) -> ArraySlice<Unicode.Scalar>
    {
        let scalars = Array(text.unicodeScalars)
        let ends = scalars.indices.filter { scalars[$0] == "\n" }
        let start = place.line == 1 ? 0 : ends[place.line - 2] + 1
        return scalars[(start + place.column - 1)...]
    }
}
