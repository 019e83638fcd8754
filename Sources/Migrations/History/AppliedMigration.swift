/// What a database remembers of one migration.
package struct AppliedMigration: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case applied
        /// Its statements run one by one, and not all have; also what a killed runner leaves.
        case running
        /// A statement failed, and those before it stay.
        case failed
        /// Was there before migrations were kept; nothing ran.
        case baseline
    }

    package var version: MigrationVersion
    /// The version as it is stored, which another tool may have written with leading zeros.
    package var key: String
    package var name: String
    /// What undoes it, kept so that a program without the file can; `nil` when nothing does.
    package var downSQL: String?
    package var downIsTransactional = true
    /// `nil` when another tool wrote the record.
    package var checksum: String?
    /// Greater for a later one, whatever the versions are.
    package var rank: Int64
    package var state = State.applied
    /// Which of its blocks `running` and `failed` speak of.
    package var direction = MigrationDirection.up
    /// How many statements of that block have taken effect, if it runs one by one.
    package var statementsDone = 0
    /// RFC 3339, for showing.
    package var appliedAt = ""

    package init(version: MigrationVersion, name: String, rank: Int64) {
        self.version = version
        key = version.description
        self.name = name
        self.rank = rank
    }

    package var isUnfinished: Bool { state == .running || state == .failed }

    /// How people speak of it, such as `12_add_notes`.
    package var label: String { "\(version)_\(name)" }
}
