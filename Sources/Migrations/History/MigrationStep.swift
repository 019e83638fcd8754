/// One block to run, and the record to write or take away with it.
package struct MigrationStep: Sendable, Equatable {
    package enum Record: Sendable, Equatable {
        /// A migration of the folder is applied.
        case apply(MigrationFile)
        /// An applied migration is undone.
        case undo(AppliedMigration)
    }

    package let record: Record
    /// What runs; `nil` takes the record away and leaves the schema as it is.
    package let block: MigrationBlock?
    /// Where the block's lines are counted, such as `0012_add_notes.sql`.
    package let source: String

    init(applying file: MigrationFile) {
        record = .apply(file)
        block = file.up
        source = file.fileName
    }

    init(undoing applied: AppliedMigration, _ block: MigrationBlock?, source: String) {
        record = .undo(applied)
        self.block = block
        self.source = source
    }

    package var direction: MigrationDirection {
        if case .apply = record { .up } else { .down }
    }

    package var version: MigrationVersion {
        switch record {
        case .apply(let file): file.version
        case .undo(let applied): applied.version
        }
    }

    package var name: String {
        switch record {
        case .apply(let file): file.name
        case .undo(let applied): applied.name
        }
    }

    /// How people speak of it, such as `12_add_notes`.
    package var label: String { "\(version)_\(name)" }

    package var isTransactional: Bool { block?.isTransactional ?? true }
}
