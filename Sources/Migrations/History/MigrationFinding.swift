/// Where a folder and a database do not tell the same story.
package struct MigrationFinding: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The file's up block is not the one that ran.
        case edited
        /// The file's down block is not the one that is stored.
        case downDiffers = "down_differs"
        /// Applied, older than files that are there, and its own file is not.
        case fileMissing = "file_missing"
        /// Not applied, though a later version is.
        case outOfOrder = "out_of_order"
        /// Some of its statements took effect, and not all.
        case unfinished
        /// Applied, and newer than every file: a later release did that.
        case newer
    }

    package let kind: Kind
    package let version: MigrationVersion
    package let name: String

    /// A database may well be ahead of a program.
    package var isHarmless: Bool { kind == .newer }

    package var label: String { "\(version)_\(name)" }
}

extension MigrationFinding: CustomStringConvertible {
    package var description: String { "\(label): \(explanation)" }

    private var explanation: String {
        switch kind {
        case .edited: "the file was edited after it was applied"
        case .downDiffers: "the file's down block is not the one that is stored"
        case .fileMissing: "it is applied, and its file is gone"
        case .outOfOrder: "it is not applied, though a later version is"
        case .unfinished: "some of its statements took effect, and not all"
        case .newer: "a later release applied it; this folder does not know it"
        }
    }
}
