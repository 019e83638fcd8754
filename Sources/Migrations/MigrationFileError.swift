/// Why a file is not a migration.
package struct MigrationFileError: Error, Sendable, Equatable {
    package enum Code: Sendable, Equatable {
        /// Not `<version>_<name>.sql`.
        case badName
        case noUpBlock
        /// dbmate refuses a file without one; it may be empty when nothing can undo the step.
        case noDownBlock
        /// More than one pair of blocks: one file is one step.
        case severalBlocks
        /// SQL before the first marker, which no runner would execute.
        case statementOutsideBlocks
        /// A word behind a marker that means nothing here.
        case unknownOption
        case badSQL(SQLTextError.Code)
        /// Another file of the folder has the same version.
        case sameVersion
    }

    package let fileName: String
    package let code: Code
    /// `nil` when it is the file as a whole.
    package let place: SQLPlace?
    private let advice: String?

    init(_ fileName: String, _ code: Code, line: Int? = nil) {
        self.init(fileName, code, at: line.map { SQLPlace(line: $0, column: 1) }, nil)
    }

    init(_ fileName: String, _ code: Code, at place: SQLPlace?, _ advice: String?) {
        self.fileName = fileName
        self.code = code
        self.place = place
        self.advice = advice
    }
}

extension MigrationFileError: CustomStringConvertible {
    package var description: String {
        let position = place.map { ":\($0.line):\($0.column)" } ?? ""
        return "\(fileName)\(position): \(advice ?? Self.advice(for: code))"
    }

    private static func advice(for code: Code) -> String {
        switch code {
        case .badName: "the name must be <version>_<name>.sql, such as 0012_add_notes.sql"
        case .noUpBlock: "there is no line `-- migrate:up`"
        case .noDownBlock:
            "there is no line `-- migrate:down` behind `-- migrate:up`; leave the block empty when "
                + "nothing can undo the step"
        case .severalBlocks: "there is more than one pair of blocks; give each a file of its own"
        case .statementOutsideBlocks: "SQL before the first marker would never run"
        case .unknownOption: "behind a marker only transaction:true and transaction:false may stand"
        case .badSQL: "the SQL cannot be split into statements"
        case .sameVersion: "another file has the same version"
        }
    }
}
