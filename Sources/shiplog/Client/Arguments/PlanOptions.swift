import ArgumentParser
import LedgerCore

/// How a deployment shall go, by flags or by a file; the server's standard plan without either.
struct PlanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the traffic goes over: canary, blue-green, rolling or ab-test.",
            discussion: """
                blue-green gives the new version all of the traffic at once, when it is ready \
                beside the old one, and switches back by itself on bad evidence. rolling goes \
                instance by instance, in batches. ab-test shows the new version to the users of \
                --route until somebody promotes or aborts it.
                """))
    var strategy: Strategy?

    @Option(
        help: ArgumentHelp(
            "Who sees the new version before all do.",
            discussion: """
                header:NAME=VALUE,VALUE and cookie:NAME=VALUE,VALUE are the users with one of the \
                values; bucket:NAME places each value of the header NAME as a flag named like the \
                service does, and bucket:cookie/NAME of a cookie.
                """, valueName: "users"))
    var route: RouteArgument?

    @Option(help: "Who declares the winner of an ab-test: person or judge.")
    var winner: DeploymentPlan.Winner?

    @Option(
        help: ArgumentHelp(
            "Shares of the new version, one stage each.",
            discussion: "Each stage asks what the standard plan asks at that share.",
            valueName: "percents"))
    var stages: StageShares?

    @Option(
        help: ArgumentHelp(
            "How long each stage but the last is watched: 300, 300s or 5m; 5m when only --stages is given.",
            valueName: "time"))
    var stageDuration: DurationArgument?

    @OptionGroup var rolling: RollingOptions

    @Option(help: ArgumentHelp("The plan as JSON; - is the standard input.", valueName: "file"))
    var plan: String?

    func validate() throws {
        if plan != nil, asksForPlan || !rolling.isEmpty {
            throw ValidationError(
                "--plan takes the place of --strategy, --stages, --stage-duration, --route, "
                    + "--winner and what is rolling's.")
        }
        if let problem = UserRouting.problem(strategy ?? .canary, route, winner, stages) {
            throw ValidationError(problem)
        }
        try rolling.validate(for: strategy, hasStages: stages != nil)
        if strategy == .blueGreen, stages != nil {
            throw ValidationError("A blue-green deployment has no --stages: it switches at once.")
        }
    }

    /// What to send; `nil` leaves it to the server.
    ///
    /// - Parameter service: the key of a bucket.
    /// - Throws: ``ClientFailure`` with everything that is wrong in the file.
    func document(_ surroundings: Surroundings, for service: String) throws -> JSONObject? {
        if let plan {
            let file = InputFile(path: plan)
            let document = try file.object(surroundings)
            let fields = FieldReader(document)
            _ = DeploymentPlan(fields)
            guard fields.problems.isEmpty else { throw file.refusal(fields.problems) }
            return document
        }
        if strategy == .blueGreen { return blueGreen.json }
        if strategy == .rolling { return rolling.document(batchSeconds: stageDuration?.seconds) }
        guard asksForPlan,
            strategy != .canary || stages != nil || stageDuration != nil || route != nil
        else { return nil }
        if strategy == .abTest { return abTest(service).json }
        let percents = stages?.percents ?? Stage.chapterDefaults.map(\.percent)
        let seconds = (stageDuration ?? DurationArgument(seconds: 300)).seconds
        return DeploymentPlan(
            stages: Self.stages(percents, seconds), route: route?.rule(for: service)
        ).json
    }

    private var asksForPlan: Bool {
        strategy != nil || stages != nil || stageDuration != nil || route != nil || winner != nil
    }

    private func abTest(_ service: String) -> DeploymentPlan {
        let standard = Strategy.abTest.defaultStages[0]
        let stage = Stage(
            percent: stages?.percents.first ?? standard.percent,
            durationSeconds: stageDuration?.seconds ?? standard.durationSeconds,
            criteria: standard.criteria)
        return DeploymentPlan(
            strategy: .abTest, stages: [stage, Stage(percent: 100, durationSeconds: 0)],
            route: route?.rule(for: service), winner: winner ?? .person)
    }

    private var blueGreen: DeploymentPlan {
        guard let seconds = stageDuration?.seconds else { return .init(strategy: .blueGreen) }
        let stage = Stage(
            percent: 100, durationSeconds: seconds, criteria: .chapterDefault)
        return .init(strategy: .blueGreen, stages: [stage])
    }

    private static func stages(_ percents: [Int], _ seconds: Int) -> [Stage] {
        percents.map { percent in
            Stage(
                percent: percent, durationSeconds: percent == 100 ? 0 : seconds,
                criteria: criteria(at: percent))
        }
    }

    /// Of the standard plan's last stage that is not above this share, else of its first.
    private static func criteria(at percent: Int) -> Criteria {
        let standard = Stage.chapterDefaults
        return standard.last { $0.percent <= percent }?.criteria ?? standard[0].criteria
    }
}

extension Strategy: ExpressibleByArgument {}
extension DeploymentPlan.Winner: ExpressibleByArgument {}
