/// How one deployment shall go, pinned whole when it was accepted: later defaults do not touch it.
package struct DeploymentPlan: Sendable, Equatable {
    package let strategy: Strategy
    /// At least one, percents strictly increasing, the last 100.
    package let stages: [Stage]
    package let analysis: AnalysisSettings
    /// How long a slot may take to report the wanted version healthy, before the deployment ends.
    package let readyDeadlineSeconds: Int

    package static let maximumStages = 50

    package init(
        strategy: Strategy = .canary, stages: [Stage] = Stage.chapterDefaults,
        analysis: AnalysisSettings = AnalysisSettings(), readyDeadlineSeconds: Int = 300
    ) {
        self.strategy = strategy
        self.stages = stages
        self.analysis = analysis
        self.readyDeadlineSeconds = readyDeadlineSeconds
    }
}

package enum Strategy: String, Sendable, CaseIterable {
    case canary
}

/// One step of a canary: a share of the traffic for a while, under conditions.
package struct Stage: Sendable, Equatable {
    /// Share of the new version, 1...100.
    package let percent: Int
    /// How long the share must have been observed before the next stage; 0 goes on at once.
    package let durationSeconds: Int
    package let criteria: Criteria

    package init(percent: Int, durationSeconds: Int, criteria: Criteria = Criteria()) {
        self.percent = percent
        self.durationSeconds = durationSeconds
        self.criteria = criteria
    }

    /// 5, 25, 50, 100 % of 5, 10, 15, 0 minutes: the book chapter's defaults.
    package static let chapterDefaults = [
        Stage(
            percent: 5, durationSeconds: 300,
            criteria: Criteria(maxErrorRate: 0.01, maxLatencyMillisecondsP99: 1000)),
        Stage(
            percent: 25, durationSeconds: 600,
            criteria: Criteria(maxErrorRate: 0.01, maxLatencyMillisecondsP99: 1000)),
        Stage(
            percent: 50, durationSeconds: 900,
            criteria: Criteria(maxErrorRate: 0.005, maxLatencyMillisecondsP99: 800)),
        Stage(percent: 100, durationSeconds: 0),
    ]
}

/// Absolute conditions of one stage; what is `nil` is not asked for.
package struct Criteria: Sendable, Equatable {
    /// 0...1.
    package let maxErrorRate: Double?
    package let maxLatencyMillisecondsP99: Double?

    package init(maxErrorRate: Double? = nil, maxLatencyMillisecondsP99: Double? = nil) {
        self.maxErrorRate = maxErrorRate
        self.maxLatencyMillisecondsP99 = maxLatencyMillisecondsP99
    }
}
