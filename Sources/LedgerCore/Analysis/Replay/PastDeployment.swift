/// A deployment as its samples tell it, to be judged again.
package struct PastDeployment: Sendable, Equatable {
    /// One look, as it was recorded.
    package struct Look: Sendable, Equatable {
        package let stage: Int
        package let at: Timestamp
        package let windowSeconds: Int
        package let canary: Measurement
        /// `nil` when none was asked for.
        package let baseline: Measurement?
        package let verdict: Verdict
    }

    package let id: ID
    package let version: String
    package let plan: DeploymentPlan
    /// Oldest first.
    package private(set) var looks: [Look] = []
    /// Measurements by version that no verdict has cited yet.
    private var samples: [Int64: SampleEvent.Recorded] = [:]

    package init(id: ID, version: String, plan: DeploymentPlan) {
        self.id = id
        self.version = version
        self.plan = plan
    }

    /// Takes in the next event of the deployment's samples stream.
    ///
    /// - Parameters:
    ///   - streamVersion: the event's, within the stream.
    ///   - time: when it was recorded.
    package mutating func add(
        _ event: SampleEvent, version streamVersion: Int64, at time: Timestamp
    ) {
        switch event {
        case .recorded(let sample): samples[streamVersion] = sample
        case .judged(let fact):
            let cited = fact.samples.compactMap { samples[$0] }
            samples = [:]
            guard let stage = fact.stage, plan.stages.indices.contains(stage),
                let subject = cited.first(where: { $0.role == .canary })
            else { return }
            looks.append(
                Look(
                    stage: stage, at: time, windowSeconds: subject.windowSeconds,
                    canary: subject.measurement,
                    baseline: cited.first { $0.role == .baseline }?.measurement,
                    verdict: fact.verdict))
        }
    }
}
