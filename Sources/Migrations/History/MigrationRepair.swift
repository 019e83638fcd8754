/// What a person found out about a record, and the runner could not know.
package enum MigrationRepair: String, Sendable, Equatable, CaseIterable {
    /// The schema is as after the up block.
    case applied
    /// The schema is as before the up block.
    case notApplied = "not-applied"
    /// The statements that are left are to run now.
    case resume
    /// The file as it is now is the one that was applied.
    case acceptFile = "accept-file"

    package func mends(_ kind: MigrationFinding.Kind) -> Bool {
        switch self {
        case .applied, .resume: kind == .unfinished
        case .notApplied: kind == .unfinished || kind == .fileMissing || kind == .newer
        case .acceptFile: kind == .edited || kind == .downDiffers
        }
    }
}
