/// How one deployment shall go, pinned whole when it was accepted: later defaults do not touch it.
package struct DeploymentPlan: Sendable, Equatable {
    package let strategy: Strategy
    /// At least one, percents strictly increasing, the last 100.
    package internal(set) var stages: [Stage]
    package let analysis: AnalysisSettings
    /// How long a slot may take to report the wanted version healthy, before the deployment ends.
    package let readyDeadlineSeconds: Int
    /// How long a router may take to show a stage's shares, before the deployment ends.
    package let shiftDeadlineSeconds: Int
    /// How long the deployment may take in all; `nil` for as long as its stages take.
    package let deadlineSeconds: Int?
    package let approval: ApprovalSettings
    /// What it could notice when it was accepted; `nil` when the traffic was not known.
    package internal(set) var power: PowerReport?
    /// Of a rolling deployment, whose stages are its batches; `nil` for every other.
    package let rolling: RollingSettings?
    /// Which users see the new version in the stages below 100; `nil` for a share of the requests.
    package let route: UserRule?
    package let winner: Winner

    /// Who says that the new version of an A/B test wins; it loses by an abort.
    package enum Winner: String, Sendable, CaseIterable {
        case person
        /// Good evidence at the end of the stage's time.
        case judge
    }

    package static let standardShiftDeadlineSeconds = 600

    package static let maximumStages = 50

    package init(
        strategy: Strategy = .canary, stages: [Stage]? = nil,
        analysis: AnalysisSettings = AnalysisSettings(), readyDeadlineSeconds: Int = 300,
        shiftDeadlineSeconds: Int = standardShiftDeadlineSeconds, deadlineSeconds: Int? = nil,
        approval: ApprovalSettings = ApprovalSettings(), rolling: RollingSettings? = nil,
        route: UserRule? = nil, winner: Winner = .person
    ) {
        self.strategy = strategy
        self.rolling = strategy == .rolling ? rolling ?? RollingSettings() : nil
        self.stages = stages ?? self.rolling?.stagesWithoutCount ?? strategy.defaultStages
        self.analysis = analysis
        self.readyDeadlineSeconds = readyDeadlineSeconds
        self.shiftDeadlineSeconds = shiftDeadlineSeconds
        self.deadlineSeconds = deadlineSeconds
        self.approval = approval
        self.route = route
        self.winner = winner
    }
}

/// One step of a deployment: a share of the traffic for a while, under conditions.
package struct Stage: Sendable, Equatable {
    /// Share of the new version, 1...100.
    package let percent: Int
    /// How long the share must have been observed before the next stage; 0 goes on at once.
    package let durationSeconds: Int
    package let criteria: Criteria
    /// How many people must say yes before the stage may pass; 0...10.
    package let approvals: Int

    package init(
        percent: Int, durationSeconds: Int, criteria: Criteria = Criteria(), approvals: Int = 0
    ) {
        self.percent = percent
        self.durationSeconds = durationSeconds
        self.criteria = criteria
        self.approvals = approvals
    }

    /// 5, 25, 50, 100 % of 5, 10, 15, 0 minutes: the book chapter's defaults.
    package static let chapterDefaults = [
        Stage(percent: 5, durationSeconds: 300, criteria: .chapterDefault),
        Stage(percent: 25, durationSeconds: 600, criteria: .chapterDefault),
        Stage(
            percent: 50, durationSeconds: 900,
            criteria: Criteria(maxErrorRate: 0.005, maxLatencyMillisecondsP99: 800)),
        Stage(percent: 100, durationSeconds: 0),
    ]
}
