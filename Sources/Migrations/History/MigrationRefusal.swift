/// Why a plan was refused; nothing was changed.
package struct MigrationRefusal: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// The version to go to is not one of the folder's, or not applied.
        case unknownTarget
        /// The folder and the database tell different stories.
        case mismatch
        /// A statement-by-statement run did not end; a person must look.
        case unfinished
        /// Nothing is known that undoes it.
        case irreversible
        /// The file's down block is not the stored one; somebody must choose.
        case downDiffers
        /// Stored SQL that no statement can be read from.
        case badStoredSQL
        /// A record stands where there should be none.
        case notEmpty
    }

    package let code: Code
    /// Why, one line for each migration.
    package let reasons: [String]

    package init(_ code: Code, _ reasons: [String]) {
        self.code = code
        self.reasons = reasons
    }
}

extension MigrationRefusal: CustomStringConvertible {
    package var description: String { reasons.joined(separator: "; ") }
}
