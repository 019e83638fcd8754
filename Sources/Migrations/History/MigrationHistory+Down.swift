extension MigrationHistory {
    /// What undoes the last steps, the last one first.
    package func down(
        _ count: Int, _ policy: UndoPolicy = UndoPolicy()
    ) throws(MigrationRefusal) -> [MigrationStep] {
        try undo(applied.suffix(count), policy)
    }

    /// What undoes everything that was applied after a version, whose own effect stays.
    ///
    /// - Parameter target: an applied version, or `0` for everything.
    package func rollBack(
        to target: MigrationVersion, _ policy: UndoPolicy = UndoPolicy()
    ) throws(MigrationRefusal) -> [MigrationStep] {
        if let kept = record(target) {
            return try undo(applied.filter { $0.rank > kept.rank }, policy)
        }
        guard target == .zero else {
            throw MigrationRefusal(.unknownTarget, ["version \(target) is not applied"])
        }
        return try undo(applied, policy)
    }

    /// What undoes one version, though later ones may rest on it.
    package func undoOnly(
        _ version: MigrationVersion, _ policy: UndoPolicy = UndoPolicy()
    ) throws(MigrationRefusal) -> [MigrationStep] {
        guard let record = record(version) else {
            throw MigrationRefusal(.unknownTarget, ["version \(version) is not applied"])
        }
        return try undo([record], policy)
    }

    /// Undoes the last steps and applies them again in their order, from the folder.
    package func redo(
        _ count: Int, _ policy: UndoPolicy = UndoPolicy()
    ) throws(MigrationRefusal) -> [MigrationStep] {
        let down = try self.down(count, policy)
        var up: [MigrationStep] = []
        for step in down.reversed() {
            guard let file = file(step.version) else {
                throw MigrationRefusal(.mismatch, ["\(step.label): its file is gone"])
            }
            up.append(MigrationStep(applying: file))
        }
        return down + up
    }

    private func undo(
        _ records: some BidirectionalCollection<AppliedMigration>, _ policy: UndoPolicy
    ) throws(MigrationRefusal) -> [MigrationStep] {
        try refuseUnfinished()
        let irreversible = records.filter { $0.state == .baseline || downText($0, policy) == nil }
        guard irreversible.isEmpty || policy.forcesIrreversible else {
            throw MigrationRefusal(.irreversible, irreversible.map(Self.whyIrreversible))
        }
        let undecided = policy.downSource == nil ? findings.filter { $0.kind == .downDiffers } : []
        let concerned = undecided.filter { finding in
            records.contains { $0.version == finding.version }
        }
        guard concerned.isEmpty else {
            throw MigrationRefusal(.downDiffers, concerned.map(\.description))
        }
        var steps: [MigrationStep] = []
        for record in records.reversed() { steps.append(try step(undoing: record, policy)) }
        return steps
    }

    private static func whyIrreversible(_ record: AppliedMigration) -> String {
        let isBaseline = record.state == .baseline
        let reason = isBaseline ? "it was there before the baseline" : "no down SQL is known for it"
        return "\(record.label): \(reason)"
    }

    private func downText(_ record: AppliedMigration, _ policy: UndoPolicy) -> String? {
        let text =
            policy.downSource == .file ? file(record.version)?.down?.text : record.downSQL
        return text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    func step(
        undoing record: AppliedMigration, _ policy: UndoPolicy
    ) throws(MigrationRefusal) -> MigrationStep {
        guard record.state != .baseline, let text = downText(record, policy) else {
            return MigrationStep(undoing: record, nil, source: record.label)
        }
        // The file's own lines are the ones to point at, when they are what runs.
        if let file = file(record.version), let down = file.down, down.text == text,
            policy.downSource == .file || down.isTransactional == record.downIsTransactional
        {
            return MigrationStep(undoing: record, down, source: file.fileName)
        }
        let source = "the stored down SQL of \(record.label)"
        let block = try Self.stored(text, record.downIsTransactional, source)
        // Comments alone undo nothing.
        guard !block.statements.isEmpty || policy.forcesIrreversible else {
            throw MigrationRefusal(.irreversible, [Self.whyIrreversible(record)])
        }
        return MigrationStep(undoing: record, block, source: source)
    }

    private static func stored(
        _ text: String, _ isTransactional: Bool, _ source: String
    ) throws(MigrationRefusal) -> MigrationBlock {
        do throws(SQLTextError) {
            return try MigrationBlock(text: text, isTransactional: isTransactional)
        } catch {
            let place = "\(error.place.line):\(error.place.column)"
            throw MigrationRefusal(.badStoredSQL, ["\(source):\(place): \(error.advice)"])
        }
    }
}
