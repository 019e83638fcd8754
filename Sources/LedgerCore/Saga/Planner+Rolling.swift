/// The steps of a rolling deployment, batch by batch.
extension Planner {
    /// How long past the deadline of a batch its health is still asked for, to go on without the
    /// instances whose failure the plan tolerates.
    package static let toleranceSeconds = 30

    func drain(_ saga: Saga, _ batch: Int) -> NextStep {
        restBeforeShift(saga) ?? .record([drainEvent(saga, batch)], ownsEffect: true)
    }

    func readyBatch(_ saga: Saga, _ batch: Int) -> NextStep {
        let left = state.toleranceLeft
        let names = addedNames(saga, batch)
        guard isOverdue(saga), left > 0 else {
            return ready(saga, HealthTask(target: saga.target, instances: names))
        }
        guard !isOverdue(saga, by: Self.toleranceSeconds) else {
            return .record([notReady(saga)], ownsEffect: false)
        }
        return .checkHealth(HealthTask(target: saga.target, instances: names, tolerated: left))
    }

    func deployEvent(_ saga: Saga, _ batch: Int) -> ServiceEvent {
        .deployDecided(.init(target: saga.target, instances: addedNames(saga, batch)))
    }

    /// What is new serves on, and fewer of the old beside it.
    func drainEvent(_ saga: Saga, _ index: Int) -> ServiceEvent {
        guard let schedule = saga.schedule, schedule.batches.indices.contains(index) else {
            return .shiftDecided(
                .init(split: state.wanted ?? TrafficSplit([]), cause: .drain, stage: index))
        }
        let batch = schedule.batches[index]
        let split = state.split(
            saga, new: 0..<batch.added.lowerBound, old: schedule.oldDuring(batch))
        return .shiftDecided(.init(split: split, cause: .drain, stage: index))
    }

    /// The batch serves, and as many fewer of the old.
    func shiftEvent(_ saga: Saga, _ schedule: RollingSchedule, _ stage: Int) -> ServiceEvent {
        guard schedule.batches.indices.contains(stage) else {
            return .shiftDecided(
                .init(
                    split: state.split(giving: 100, to: saga.target, restTo: nil), cause: .stage,
                    stage: stage))
        }
        let batch = schedule.batches[stage]
        let split = state.split(
            saga, new: 0..<batch.added.upperBound, old: schedule.oldAfter(batch))
        return .shiftDecided(.init(split: split, cause: .stage, stage: stage))
    }

    /// Names of the new instances that have traffic, of a rolling deployment.
    func servingNames(_ saga: Saga) -> [String] {
        guard saga.schedule != nil, let slot = state.settings?.slot(named: saga.target.slot),
            let share = state.wanted?.shares.first(where: { $0.slot == slot.name }),
            share.percent > 0
        else { return [] }
        return slot.instances(named: share.instances).map(\.name)
    }

    private func addedNames(_ saga: Saga, _ batch: Int) -> [String] {
        guard let schedule = saga.schedule, schedule.batches.indices.contains(batch),
            let slot = state.settings?.slot(named: saga.target.slot)
        else { return [] }
        let added = schedule.batches[batch].added.clamped(to: slot.instances.indices)
        return slot.instances[added].map(\.name)
    }
}

extension ServiceState {
    /// How many more instances may fail to come up: of a rolling deployment what its plan tolerates,
    /// of a rollback the half, since users wait for it; 0 for all else.
    package var toleranceLeft: Int {
        guard let saga = active else { return 0 }
        if saga.kind == .rollback {
            let count = settings?.slot(named: saga.target.slot)?.instances.count ?? 1
            return max(0, count / 2 - (unfit[saga.target.slot]?.count ?? 0))
        }
        guard let schedule = saga.schedule else { return 0 }
        return max(0, schedule.tolerated - (unfit[saga.target.slot]?.count ?? 0))
    }

    /// Equal traffic for some of the new version's instances and some of the old one's.
    func split(_ saga: Saga, new: Range<Int>, old: Range<Int>) -> TrafficSplit {
        guard let stable = saga.stable, new.count < saga.instances else {
            return split(giving: 100, to: saga.target, restTo: nil)
        }
        let newNames = fitNames(in: saga.target.slot, new)
        // So many of those that serve: what did not come up cannot take another one's place.
        let fit = fitNames(in: stable.slot, 0..<saga.instances)
        var oldNames = Array(fit.suffix(old.count))
        // Somebody must serve.
        if newNames.isEmpty, oldNames.isEmpty {
            oldNames = fit.isEmpty ? names(in: stable.slot, old) : fit
        }
        let percent = Self.percent(newNames.count, of: newNames.count + oldNames.count)
        return TrafficSplit(
            (settings?.slots ?? []).map { slot in
                let isNew = slot.name == saga.target.slot
                return .init(
                    slot: slot.name,
                    version: isNew ? saga.target.version : stable.version,
                    percent: isNew ? percent : 100 - percent,
                    instances: isNew ? newNames : oldNames)
            })
    }

    private func names(in slot: String, _ range: Range<Int>) -> [String] {
        guard let instances = settings?.slot(named: slot)?.instances else { return [] }
        return instances[range.clamped(to: instances.indices)].map(\.name)
    }

    /// Without those that did not come up.
    private func fitNames(in slot: String, _ range: Range<Int>) -> [String] {
        names(in: slot, range).filter { unfit[slot]?.contains($0) != true }
    }

    /// Rounded down, but never to 0 what is more.
    private static func percent(_ part: Int, of whole: Int) -> Int {
        part == 0 ? 0 : max(1, 100 * part / max(1, whole))
    }
}
