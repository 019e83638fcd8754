import Crypto

/// The SQL of one direction of a migration.
package struct MigrationBlock: Sendable, Equatable {
    /// As it is in the file behind the marker's line; lines end in a line feed.
    package let text: String
    /// Whether it runs in a transaction; if not, its statements run and are recorded one by one.
    package let isTransactional: Bool
    package let statements: [SQLStatement]
    /// The line of the file on which the text begins, from 1.
    package let firstLine: Int

    /// - Throws: ``SQLTextError`` when the text has no statements that can be run one by one.
    package init(
        text: String, isTransactional: Bool = true, firstLine: Int = 1
    ) throws(SQLTextError) {
        self.text = text
        self.isTransactional = isTransactional
        self.firstLine = firstLine
        statements = try SQLSplitter.statements(
            of: text, at: SQLPlace(line: firstLine, column: 1))
    }

    /// A line of the file, counted as in the file; `nil` when it is not one of the block's.
    package func line(_ number: Int) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = number - firstLine
        return lines.indices.contains(index) ? String(lines[index]) : nil
    }

    /// SHA-256 of the text in 64 hexadecimal digits.
    package var checksum: String { Self.checksum(of: text) }

    package static func checksum(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
