/// What a worker shall do next for one service.
package enum NextStep: Sendable, Equatable {
    /// Append these at the folded versions. With `ownsEffect` the last one opens an effect or an
    /// attempt, and whoever appended it performs it.
    case record([ServiceEvent], ownsEffect: Bool)
    /// Carry out the open effect, which this worker owns.
    case perform(OpenEffect)
    /// Ask the instances for their health; several good answers in a row are the next fact.
    case checkHealth(HealthTask)
    /// Measure, judge, and record both with what follows from them.
    case analyse(AnalysisTask)
    /// Nothing until then (`nil`: until something is asked for).
    ///
    /// With `watchesTraffic` the router is read back meanwhile, each round, for ever.
    case rest(until: Timestamp?, watchesTraffic: Bool)
}

/// A question for the health of a slot, or of one batch of its instances.
package struct HealthTask: Sendable, Equatable {
    package let target: Placement
    /// Names; `nil` for all of the slot.
    package let instances: [String]?
    /// How many of them may not come up: 0 until their time is over.
    package let tolerated: Int

    package init(target: Placement, instances: [String]? = nil, tolerated: Int = 0) {
        self.target = target
        self.instances = instances
        self.tolerated = tolerated
    }
}

/// One look that is due: at a stage of a deployment, or in the steady watch at what is live.
package struct AnalysisTask: Sendable, Equatable {
    /// `nil`, as the stage is, in the steady watch.
    package let deployment: ID?
    package let stage: Int?
    /// What is judged.
    package let subject: Placement
    /// The version to compare with; `nil` when it has no traffic in this stage.
    package let baseline: String?
    package let windowSeconds: Int
    package let criteria: Criteria
    package let settings: AnalysisSettings
    /// The deployment's; `nil` in the steady watch.
    package let plan: DeploymentPlan?
    /// Names of instances whose own word counts too; empty but for a rolling deployment.
    package var instances: [String] = []
    /// How many of them may be unwell.
    package var tolerated = 0
}
