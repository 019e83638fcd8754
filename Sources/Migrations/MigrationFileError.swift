/// Why a file is not a migration.
package struct MigrationFileError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// Not `<digits>_<name>.sql`.
        case badName
        case noUpBlock
        case noDownBlock
        /// SQL before the first marker, which no runner would execute.
        case statementOutsideBlocks
    }

    package let fileName: String
    package let code: Code

    init(_ fileName: String, _ code: Code) {
        self.fileName = fileName
        self.code = code
    }
}

extension MigrationFileError: CustomStringConvertible {
    package var description: String { "\(fileName): \(code.rawValue)" }
}
