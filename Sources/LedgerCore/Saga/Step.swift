/// One step of a saga; what comes after the last is its end.
package enum Step: Sendable, Equatable {
    /// Ask the target's slot to run the version.
    case deploy
    /// Wait until the slot reports the version healthy.
    case ready
    /// Take as many old instances out of the traffic as this batch needs room for.
    case drain(batch: Int)
    /// Ask the instances of this batch to run the version.
    case deployBatch(Int)
    /// Wait until they report it healthy.
    case readyBatch(Int)
    /// Give the target this share; `stage` indexes the plan's stages, `nil` in a rollback.
    case shift(percent: Int, stage: Int?)
    /// Watch the stage until its evidence suffices.
    case hold(stage: Int)

    /// The whole way of a saga, from its plan alone.
    package static func sequence(for saga: Saga) -> [Step] {
        switch saga.kind {
        case .rollback: [.deploy, .ready, .shift(percent: 100, stage: nil)]
        case .deployment: saga.schedule.map(rolling) ?? canary(saga)
        }
    }

    /// A batch is a stage of the plan.
    private static func rolling(_ schedule: RollingSchedule) -> [Step] {
        schedule.batches.enumerated().flatMap { index, batch in
            (batch.drained > 0 ? [Step.drain(batch: index)] : []) + [
                .deployBatch(index), .readyBatch(index),
                .shift(percent: 100 * batch.added.upperBound / schedule.total, stage: index),
                .hold(stage: index),
            ]
        }
    }

    /// Without a stable version there is nothing to share the traffic with: straight to the last
    /// stage.
    private static func canary(_ saga: Saga) -> [Step] {
        let stages = saga.plan.stages.indices.suffix(
            saga.stable == nil ? 1 : saga.plan.stages.count)
        return [.deploy, .ready]
            + stages.flatMap { index in
                [
                    .shift(percent: saga.plan.stages[index].percent, stage: index),
                    .hold(stage: index),
                ]
            }
    }
}
