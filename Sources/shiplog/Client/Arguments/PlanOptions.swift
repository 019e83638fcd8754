import ArgumentParser
import LedgerCore

/// How a deployment shall go, by flags or by a file; the server's standard plan without either.
struct PlanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the traffic goes over: canary, blue-green or rolling.",
            discussion: """
                blue-green gives the new version all of the traffic at once, when it is ready \
                beside the old one, and switches back by itself on bad evidence. rolling goes \
                instance by instance, in batches.
                """))
    var strategy: Strategy?

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
        if plan != nil,
            strategy != nil || stages != nil || stageDuration != nil || !rolling.isEmpty
        {
            throw ValidationError(
                "--plan takes the place of --strategy, --stages, --stage-duration and what is "
                    + "rolling's.")
        }
        try rolling.validate(for: strategy, hasStages: stages != nil)
        if strategy == .blueGreen, stages != nil {
            throw ValidationError("A blue-green deployment has no --stages: it switches at once.")
        }
    }

    /// What to send; `nil` leaves it to the server.
    ///
    /// - Throws: ``ClientFailure`` with everything that is wrong in the file.
    func document(_ surroundings: Surroundings) throws -> JSONObject? {
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
        guard stages != nil || stageDuration != nil else { return nil }
        let percents = stages?.percents ?? Stage.chapterDefaults.map(\.percent)
        let seconds = (stageDuration ?? DurationArgument(seconds: 300)).seconds
        return DeploymentPlan(stages: Self.stages(percents, seconds)).json
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
