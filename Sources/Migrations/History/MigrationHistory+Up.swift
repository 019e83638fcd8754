extension MigrationHistory {
    /// What to apply.
    ///
    /// - Parameters:
    ///   - target: the last version to apply; `nil` for all.
    ///   - limit: at most so many steps.
    ///   - allowsOutOfOrder: also what is older than something that is applied.
    package func up(
        to target: MigrationVersion? = nil, limit: Int? = nil, allowsOutOfOrder: Bool = false
    ) throws(MigrationRefusal) -> [MigrationStep] {
        try refuseUnfinished()
        if let target, file(target) == nil {
            throw MigrationRefusal(.unknownTarget, ["the folder has no version \(target)"])
        }
        let mismatches = findings.filter { finding in
            switch finding.kind {
            case .edited, .fileMissing: true
            case .outOfOrder: !allowsOutOfOrder && finding.version <= target ?? finding.version
            case .downDiffers, .unfinished, .newer: false
            }
        }
        guard mismatches.isEmpty else {
            throw MigrationRefusal(.mismatch, mismatches.map(\.description))
        }
        let wanted = pending.filter { $0.version <= target ?? $0.version }
        return wanted.prefix(limit ?? wanted.count).map(MigrationStep.init(applying:))
    }

    /// Which versions to record as applied without running them: all files up to one.
    package func baseline(
        _ version: MigrationVersion
    ) throws(MigrationRefusal) -> [MigrationFile] {
        guard applied.isEmpty else {
            throw MigrationRefusal(.notEmpty, ["the database has applied migrations already"])
        }
        guard file(version) != nil else {
            throw MigrationRefusal(.unknownTarget, ["the folder has no version \(version)"])
        }
        return files.filter { $0.version <= version }
    }

    func refuseUnfinished() throws(MigrationRefusal) {
        let unfinished = findings.filter { $0.kind == .unfinished }
        guard unfinished.isEmpty else {
            throw MigrationRefusal(.unfinished, unfinished.map(\.description))
        }
    }
}
