/// One step of a database's schema, in dbmate's format: a file with an up and a down block.
package struct MigrationFile: Sendable, Equatable {
    /// The digits that the file's name begins with; steps run in this order.
    package let version: Int64
    /// What follows the digits, such as `ledger`.
    package let name: String
    package let up: String
    package let down: String

    /// Reads a file.
    ///
    /// - Parameter fileName: `<digits>_<name>.sql`.
    /// - Throws: ``MigrationFileError`` when the name or a block is not as dbmate wants it.
    package init(fileName: String, text: String) throws(MigrationFileError) {
        let digits = fileName.prefix { $0.isASCII && $0.isNumber }
        let rest = fileName.dropFirst(digits.count)
        guard let version = Int64(digits), rest.hasPrefix("_"), rest.hasSuffix(".sql") else {
            throw MigrationFileError(fileName, .badName)
        }
        let blocks = try Self.blocks(of: text, in: fileName)
        self.version = version
        name = String(rest.dropFirst().dropLast(4))
        up = blocks.up
        down = blocks.down
    }

    private static func blocks(
        of text: String, in fileName: String
    ) throws(MigrationFileError) -> (up: String, down: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let up = lines.firstIndex(where: { isMarker($0, "up") }) else {
            throw MigrationFileError(fileName, .noUpBlock)
        }
        guard let down = lines.firstIndex(where: { isMarker($0, "down") }), down > up else {
            throw MigrationFileError(fileName, .noDownBlock)
        }
        guard lines[..<up].allSatisfy(isComment) else {
            throw MigrationFileError(fileName, .statementOutsideBlocks)
        }
        let upText = lines[(up + 1)..<down].joined(separator: "\n")
        return (upText, lines[(down + 1)...].joined(separator: "\n"))
    }

    /// `-- migrate:up`; the blank after the hyphens is optional, options may follow.
    private static func isMarker(_ line: Substring, _ direction: String) -> Bool {
        guard line.hasPrefix("--") else { return false }
        let words = line.dropFirst(2).split(whereSeparator: \.isWhitespace)
        return words.first == "migrate:\(direction)"
    }

    private static func isComment(_ line: Substring) -> Bool {
        line.hasPrefix("--") || line.allSatisfy(\.isWhitespace)
    }
}
