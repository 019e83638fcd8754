extension MigrationHistory {
    /// The record that a repair is about.
    package func repairable(
        _ version: MigrationVersion, _ repair: MigrationRepair
    ) throws(MigrationRefusal) -> AppliedMigration {
        guard let record = record(version) else {
            throw MigrationRefusal(.unknownTarget, ["there is no record of version \(version)"])
        }
        let kinds = findings.filter { $0.version == version }.map(\.kind)
        guard kinds.contains(where: repair.mends) else {
            throw MigrationRefusal(.mismatch, ["\(record.label): there is nothing to repair so"])
        }
        return record
    }

    /// The step that a runner left unfinished.
    package func rest(of record: AppliedMigration) throws(MigrationRefusal) -> MigrationStep {
        switch record.direction {
        case .up:
            guard let file = file(record.version), file.up.checksum == record.checksum else {
                throw MigrationRefusal(
                    .mismatch, ["\(record.label): the file that was begun is not there any more"])
            }
            return MigrationStep(applying: file)
        case .down:
            return try step(undoing: record, UndoPolicy())
        }
    }
}
