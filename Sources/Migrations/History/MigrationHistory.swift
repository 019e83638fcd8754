/// The files of a folder beside what a database has applied: what is to do, and what is wrong.
package struct MigrationHistory: Sendable {
    /// In the order of their versions.
    package let files: [MigrationFile]
    /// In the order in which they were applied.
    package let applied: [AppliedMigration]

    /// - Throws: when two files have the same version, naming both.
    package init(
        files: [MigrationFile], applied: [AppliedMigration]
    ) throws(MigrationFileError) {
        self.files = files.sorted { $0.version < $1.version }
        self.applied = applied.sorted { $0.rank < $1.rank }
        for (first, second) in zip(self.files, self.files.dropFirst())
        where first.version == second.version {
            throw MigrationFileError(
                second.fileName, .sameVersion, at: nil,
                "\(first.fileName) has the same version, \(first.version)")
        }
    }

    /// The highest version that is applied; `nil` for none.
    package var current: MigrationVersion? { applied.map(\.version).max() }

    package func file(_ version: MigrationVersion) -> MigrationFile? {
        files.first { $0.version == version }
    }

    package func record(_ version: MigrationVersion) -> AppliedMigration? {
        applied.first { $0.version == version }
    }

    /// What is not applied, in order.
    package var pending: [MigrationFile] { files.filter { record($0.version) == nil } }

    /// In the order of versions.
    package var findings: [MigrationFinding] {
        let found = applied.flatMap(findings(about:)) + lateFiles
        return found.sorted { $0.version < $1.version }
    }

    private var lateFiles: [MigrationFinding] {
        pending.filter { $0.version < current ?? .zero }.map { file in
            MigrationFinding(kind: .outOfOrder, version: file.version, name: file.name)
        }
    }

    private func findings(about applied: AppliedMigration) -> [MigrationFinding] {
        kinds(of: applied).map { kind in
            MigrationFinding(kind: kind, version: applied.version, name: applied.name)
        }
    }

    private func kinds(of applied: AppliedMigration) -> [MigrationFinding.Kind] {
        var kinds: [MigrationFinding.Kind] = applied.isUnfinished ? [.unfinished] : []
        guard let file = file(applied.version) else {
            let isNewest = files.allSatisfy { $0.version < applied.version }
            // A baseline stands for files that nobody kept.
            if applied.state != .baseline { kinds.append(isNewest ? .newer : .fileMissing) }
            return kinds
        }
        guard let checksum = applied.checksum else { return kinds }
        if checksum != file.up.checksum { kinds.append(.edited) }
        if applied.downSQL != file.down?.text || downMode(of: file, differsFrom: applied) {
            kinds.append(.downDiffers)
        }
        return kinds
    }

    private func downMode(of file: MigrationFile, differsFrom applied: AppliedMigration) -> Bool {
        file.down.map { $0.isTransactional != applied.downIsTransactional } ?? false
    }
}
