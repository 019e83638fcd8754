import LedgerCore

/// One canary from its request to its end, fact by fact, with the default plan of the chapter.
///
/// The order and the contents are what a worker records; only the times between are left out.
struct DeploymentScript: Sendable {
    /// What is recorded together.
    struct Facts {
        var service: [ServiceEvent] = []
        var samples: [SampleEvent] = []
    }

    private enum Moment {
        case request, start, decideDeploy, acknowledgeDeploy, ready
        case decideShift(Int)
        case acknowledgeShift
        case observeShift(Int)
        case look(stage: Int)
        case complete
        case abort
        case acknowledgeAbort, observeAbort
    }

    let service: ServiceSample
    let deployment: ID
    let target: Placement
    /// A look of this stage is bad; `nil` when the deployment succeeds.
    private let failingStage: Int?
    private let plan = DeploymentPlan()
    private var looks: LookScript
    private var moments: [Moment]
    private var attempt: Int64 = 0

    init(_ service: ServiceSample, failingStage: Int?, random: inout Randomness) {
        self.service = service
        self.failingStage = failingStage
        deployment = ID.v7(at: AppendLoad.time, using: &random)
        target = service.nextTarget
        looks = LookScript(
            deployment: deployment, service: service, target: target,
            random: Randomness(seed: random.next()))
        moments = [.request, .start, .decideDeploy, .acknowledgeDeploy, .ready]
        for (index, stage) in plan.stages.enumerated() {
            moments += [.decideShift(index), .acknowledgeShift, .observeShift(index)]
            let count = index == failingStage ? 2 : stage.durationSeconds / 30
            moments += Array(repeating: .look(stage: index), count: count)
            guard index == failingStage else { continue }
            moments += [.abort, .acknowledgeAbort, .observeAbort]
            return
        }
        moments.append(.complete)
    }

    var isOver: Bool { moments.isEmpty }
    /// What is live when it is over.
    var liveAfter: Placement { failingStage == nil ? target : service.live }

    /// The next facts, at least as many as `budget` or the last.
    ///
    /// - Parameter position: that the first event of the service's stream will have.
    mutating func next(budget: Int, from position: Int64) -> Facts {
        var facts = Facts()
        while !moments.isEmpty, facts.service.count + facts.samples.count < budget {
            let moment = moments.removeFirst()
            if case .look(let stage) = moment {
                facts.samples += looks.look(
                    plan.stages[stage], number: stage, isGood: stage != failingStage)
                continue
            }
            facts.service += events(of: moment)
            switch moment {
            case .decideDeploy, .decideShift, .abort:
                attempt = position + Int64(facts.service.count) - 1
            default: break
            }
        }
        return facts
    }

    private mutating func events(of moment: Moment) -> [ServiceEvent] {
        switch moment {
        case .request:
            [
                .deploymentRequested(
                    .init(deployment: deployment, version: target.version, plan: plan))
            ]
        case .start:
            [
                .deploymentStarted(
                    .init(deployment: deployment, slot: target.slot, stable: service.live))
            ]
        case .decideDeploy: [.deployDecided(.init(target: target))]
        case .acknowledgeDeploy: [.deployAcknowledged(.init(attempt: attempt))]
        case .ready: [.deployed(.init(target: target, healthyChecks: 3))]
        case .decideShift(let stage): shift(to: stage)
        case .acknowledgeShift, .acknowledgeAbort: [.shiftAcknowledged(.init(attempt: attempt))]
        case .observeShift(let stage): [observed(plan.stages[stage].percent)]
        case .look: []
        case .complete: [passed(plan.stages.count - 1), .deploymentCompleted(ended(.completed))]
        case .abort: aborting()
        case .observeAbort: [observed(0), .deploymentAborted(ended(.aborted))]
        }
    }

    /// The end of the stage before and the next share are one decision.
    private mutating func shift(to stage: Int) -> [ServiceEvent] {
        let split = service.split(plan.stages[stage].percent, to: target)
        let decided = ServiceEvent.shiftDecided(.init(split: split, cause: .stage, stage: stage))
        let facts = stage == 0 ? [decided] : [passed(stage - 1), decided]
        looks.beginStage()
        return facts
    }

    private func aborting() -> [ServiceEvent] {
        [
            .abortDecided(
                .init(
                    deployment: deployment, cause: .failed, marksBad: true,
                    evidence: looks.evidence)),
            .shiftDecided(.init(split: service.split(0, to: target), cause: .abort)),
        ]
    }

    private func passed(_ stage: Int) -> ServiceEvent {
        .stagePassed(.init(deployment: deployment, stage: stage, evidence: looks.evidence))
    }

    private func observed(_ percent: Int) -> ServiceEvent {
        .shiftObserved(
            .init(
                attempt: attempt, split: service.split(percent, to: target), token: attempt,
                isClean: true))
    }

    private func ended(_ outcome: Settlements.Outcome) -> ServiceEvent.DeploymentEnded {
        .init(deployment: deployment, settles: Settlements([deployment: outcome]))
    }
}
