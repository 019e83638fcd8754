import LedgerCore

extension SagaChecker {
    /// I4: the cited verdicts are there, and the newest is good and late enough.
    mutating func pass(_ fact: ServiceEvent.StagePassed, _ samples: [Sample]) {
        guard let course, let plan = course.plan, course.id == fact.deployment,
            plan.stages.indices.contains(fact.stage)
        else { return expect(false, "I10: a stage passed of what is not active") }
        expect(!course.isAborting, "I3: a stage passed after the abort")
        expect(fact.stage == course.passed, "I4: a stage was left out")
        let stage = plan.stages[fact.stage]
        let newest = samples.first { $0.version == fact.evidence.verdicts.last }
        let isNeeded = stage.durationSeconds > 0 || stage.criteria != Criteria()
        guard let observedAt = course.observedAt, let rightSince = course.rightSince else {
            return expect(false, "I4: a stage passed that was never observed")
        }
        let failures = samples.count {
            $0.kind == .fail && $0.at >= rightSince.adding(seconds: plan.analysis.warmUpSeconds)
        }
        expect(failures <= plan.analysis.failureLimit, "I4: a stage passed with its failures")
        expect(fact.promotion == course.promotion?.request, "I4: not the promotion that was asked")
        if let promotion = course.promotion {
            let isHealthy = !isNeeded || newest.map { $0.kind != .fail } ?? false
            expect(!promotion.isFull || isHealthy, "I4: promoted over a bad look")
        } else {
            expect(!course.isPaused, "I4: a paused stage passed")
            let isApproved = course.approvers.count >= stage.approvals
            expect(isApproved, "I4: a stage passed without its approvals")
            expect(!plan.waitsForWinner(of: stage), "I4: an A/B test passed without its winner")
        }
        if isNeeded, course.promotion == nil {
            let end = observedAt.adding(seconds: stage.durationSeconds)
            let warm = rightSince.adding(seconds: plan.analysis.warmUpSeconds)
            expect(newest?.kind == .ok, "I4: a stage passed without good evidence")
            expect(newest.map { $0.at >= max(end, warm) } ?? false, "I4: the evidence is too early")
        }
        settle(fact.settles)
        self.course?.passed += 1
        self.course?.approvers = []
        if course.promotion?.isFull == false { self.course?.promotion = nil }
    }

    /// I3: users see no more of the new version than the stage allows, and nothing after an abort.
    mutating func shift(_ fact: ServiceEvent.ShiftDecided) {
        defer { (wanted, openCause) = (fact.split, fact.cause) }
        let total = fact.split.shares.reduce(0) { $0 + $1.percent }
        expect(total == 100, "a split of \(total) percent")
        for share in fact.split.shares where share.percent > 0 {
            let isKnown = share.slot == live?.slot || share.slot == course?.slot
            expect(isKnown, "I3: traffic for a slot that nobody decided on")
        }
        switch fact.cause {
        case .drift: expect(fact.split == wanted ?? fact.split, "a drift is set to something else")
        case .stage: checkStage(fact)
        case .drain: checkDrain(fact)
        case .abort: expect(course?.isAborting == true, "an abort's shift without an abort")
        case .rollback: expect(course.map { $0.plan == nil } ?? false, "no rollback is active")
        }
        if let course, course.isAborting, fact.cause != .drift {
            expect(fact.split.percent(of: course.slot) == 0, "I3: a share after the abort")
            expect(fact.split.users == nil, "I3: users after the abort")
        }
    }

    private mutating func checkStage(_ fact: ServiceEvent.ShiftDecided) {
        guard let course, let plan = course.plan, fact.stage == course.passed,
            plan.stages.indices.contains(course.passed)
        else { return expect(false, "I4: a shift to another stage than the next") }
        let percent = fact.split.percent(of: course.slot)
        expect(percent == plan.stages[course.passed].percent, "I3: another share than the stage's")
        let rule = percent < 100 ? plan.route : nil
        expect(fact.split.users?.rule == rule, "I3: other users than the plan's")
        expect(rule == nil || fact.split.users?.place == course.slot, "I3: users elsewhere")
        self.course?.observedAt = nil
    }

    /// Room is made for the next batch: the new version gains nothing by it but what rounding does.
    private mutating func checkDrain(_ fact: ServiceEvent.ShiftDecided) {
        guard let course, let plan = course.plan, let rolling = plan.rolling,
            fact.stage == course.passed, plan.stages.indices.contains(course.passed)
        else { return expect(false, "a drain of what is not a rolling deployment's next batch") }
        expect(!course.isAborting, "I3: room made after the abort")
        let schedule = RollingSchedule(
            rolling, over: course.instances, hasStable: course.stable != nil)
        let serving = fact.split.shares.reduce(0) { $0 + ($1.instances?.count ?? 0) }
        expect(serving >= schedule.total - schedule.unavailable, "too few instances serve")
        let percent = fact.split.percent(of: course.slot)
        expect(percent < plan.stages[course.passed].percent, "I3: a drain gives the batch's share")
    }

    mutating func observe(_ context: EventContext) {
        guard var right = course, openCause != .drain else { return }
        if openCause != .drift, right.observedAt == nil { right.observedAt = context.at }
        right.rightSince = context.at
        course = right
    }

    mutating func complete(_ fact: ServiceEvent.DeploymentEnded) {
        guard let course, course.id == fact.deployment else {
            return expect(false, "I10: completed without being active")
        }
        expect(!course.isAborting, "I3: completed after the abort")
        expect(course.passed == course.plan?.stages.count, "I4: completed before the last stage")
        expect(wanted?.percent(of: course.slot) == 100, "completed without all of the traffic")
        live = Placement(version: course.version, slot: course.slot)
        end(fact.deployment, fact.settles)
        self.course = nil
    }

    mutating func abort(_ fact: ServiceEvent.DeploymentEnded) {
        guard let course, course.id == fact.deployment else {
            return expect(false, "I10: aborted without being active")
        }
        expect(course.isAborting, "aborted without a reason")
        expect(wanted?.percent(of: course.slot) ?? 0 == 0, "I3: ended with a share")
        end(fact.deployment, fact.settles)
        self.course = nil
    }
}
