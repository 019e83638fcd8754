/// One step of a database's schema, in dbmate's format: a file with an up and a down block.
///
/// goose and sql-migrate run the same file when their markers are in it too: here those are comments.
package struct MigrationFile: Sendable, Equatable {
    /// Of its folder, such as `0001_ledger.sql`.
    package let fileName: String
    package let version: MigrationVersion
    /// What follows the version, such as `ledger`.
    package let name: String
    package let up: MigrationBlock
    /// `nil` when the block holds no statement: nothing undoes this step.
    package let down: MigrationBlock?

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - fileName: `<version>_<name>.sql`.
    ///   - text: with any line ends, with or without a byte order mark.
    /// - Throws: ``MigrationFileError`` when the name or a block is not as dbmate wants it.
    package init(fileName: String, text: String) throws(MigrationFileError) {
        guard let parts = Self.parts(of: fileName) else {
            throw MigrationFileError(fileName, .badName)
        }
        let blocks = try MigrationText(text, fileName: fileName)
        self.fileName = fileName
        (version, name) = parts
        up = blocks.up
        down = blocks.down.statements.isEmpty ? nil : blocks.down
    }

    /// Version and name; `nil` when the file is none of ours.
    ///
    /// The version is as long as it can be: `1_2_add.sql` is version 1.2, `1_2.sql` is version 1
    /// with the name `2`.
    package static func parts(
        of fileName: String
    ) -> (version: MigrationVersion, name: String)? {
        guard fileName.hasSuffix(".sql") else { return nil }
        let stem = fileName.dropLast(4)
        let breaks = stem.indices.filter { stem[$0] == "_" }
        for index in breaks.reversed() {
            let name = stem[stem.index(after: index)...]
            guard let version = MigrationVersion(stem[..<index]) else { continue }
            guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else { return nil }
            return (version, String(name))
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
