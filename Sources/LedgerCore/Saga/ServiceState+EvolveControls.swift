/// How the fold takes what people do to a deployment.
extension ServiceState {
    /// It goes on from a pause too: who promotes has decided.
    mutating func apply(_ fact: ServiceEvent.PromotionRequested, _ context: EventContext) {
        remember(.promote, of: fact.deployment, context)
        guard active?.id == fact.deployment else { return }
        // A full promotion takes the place of one that has not been used.
        active?.promotion = Promotion(
            request: context.command, stage: fact.stage, isFull: fact.isFull)
        if active?.isPaused == true { active?.resumedAt = context.at }
        active?.isPaused = false
    }

    mutating func setPaused(
        _ isPaused: Bool, _ fact: ServiceEvent.Controlled, _ context: EventContext
    ) {
        settle(fact.settles)
        guard active?.id == fact.deployment else { return }
        active?.isPaused = isPaused
        if isPaused { active?.promotion = nil } else { active?.resumedAt = context.at }
    }

    mutating func apply(_ fact: ServiceEvent.StageApproved, _ context: EventContext) {
        settle(fact.settles)
        guard active?.id == fact.deployment, active?.stage == fact.stage else { return }
        active?.approvers.append(context.actor)
    }

    mutating func apply(_ fact: ServiceEvent.StagePassed, _ context: EventContext) {
        settle(fact.settles)
        active?.approvers = []
        if active?.promotion?.isFull != true { active?.promotion = nil }
        advance(context)
    }
}
