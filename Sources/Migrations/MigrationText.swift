/// The blocks of a migration's file.
struct MigrationText {
    let up: MigrationBlock
    let down: MigrationBlock

    private struct Marker {
        let line: Int
        let direction: MigrationDirection
        let isTransactional: Bool
    }

    init(_ text: String, fileName: String) throws(MigrationFileError) {
        let lines = Self.lines(of: text)
        let markers = try Self.markers(in: lines, fileName)
        guard let first = markers.first(where: { $0.direction == .up }) else {
            throw MigrationFileError(fileName, .noUpBlock)
        }
        guard let last = markers.last, last.direction == .down else {
            throw MigrationFileError(fileName, .noDownBlock, line: first.line + 1)
        }
        guard markers.count == 2 else {
            throw MigrationFileError(fileName, .severalBlocks, line: markers[1].line + 1)
        }
        let head = try Self.block(lines[..<first.line], true, in: fileName)
        if let statement = head.statements.first {
            throw MigrationFileError(
                fileName, .statementOutsideBlocks, line: statement.place.line)
        }
        up = try Self.block(
            lines[(first.line + 1)..<last.line], first.isTransactional, in: fileName)
        down = try Self.block(lines[(last.line + 1)...], last.isTransactional, in: fileName)
    }

    private static func lines(of text: String) -> [String] {
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        return scalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line)
        }
    }

    private static func block(
        _ lines: ArraySlice<String>, _ isTransactional: Bool, in fileName: String
    ) throws(MigrationFileError) -> MigrationBlock {
        do throws(SQLTextError) {
            return try MigrationBlock(
                text: lines.joined(separator: "\n"), isTransactional: isTransactional,
                firstLine: lines.startIndex + 1)
        } catch {
            throw MigrationFileError(fileName, .badSQL(error.code), at: error.place, error.advice)
        }
    }

    private static func markers(
        in lines: [String], _ fileName: String
    ) throws(MigrationFileError) -> [Marker] {
        var markers: [Marker] = []
        for (index, line) in lines.enumerated() where line.hasPrefix("--") {
            let words = line.dropFirst(2).split(whereSeparator: \.isWhitespace)
            let found = MigrationDirection.allCases.first {
                words.first == "migrate:\($0.rawValue)"
            }
            guard let direction = found else { continue }
            var isTransactional = true
            for option in words.dropFirst() {
                switch option {
                case "transaction:true": isTransactional = true
                case "transaction:false": isTransactional = false
                default: throw MigrationFileError(fileName, .unknownOption, line: index + 1)
                }
            }
            markers.append(
                Marker(line: index, direction: direction, isTransactional: isTransactional))
        }
        return markers
    }
}
