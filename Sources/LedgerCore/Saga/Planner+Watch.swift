/// The steady watch: what serves users is looked at while nothing is under way, and taken back when
/// it fails again and again, as often as the policy allows.
extension Planner {
    /// `nil` when nothing is watched.
    func watch() -> NextStep? {
        guard let policy = state.settings?.policies.automaticRollback, let live = state.live,
            let since = state.trafficSince
        else { return nil }
        let warm = since.adding(seconds: policy.warmUpSeconds)
        let watch = Watch(
            policy: policy, warm: warm, looks: looks.looks(ofStage: nil, since: warm))
        // A look that is due comes first: what was seen a while ago may be over.
        if now < watch.nextLookAt, let breach = watch.breach,
            let step = answer(to: breach, of: live, policy)
        {
            return step
        }
        guard now >= watch.nextLookAt else {
            return .rest(until: nextTime(watch), watchesTraffic: state.wanted != nil)
        }
        return .analyse(
            AnalysisTask(
                deployment: nil, stage: nil, subject: live, baseline: nil,
                windowSeconds: watch.windowSeconds(at: now), criteria: policy.criteria,
                settings: policy.analysis, plan: nil))
    }

    /// The next look, or the end of what keeps a rollback back.
    private func nextTime(_ watch: Watch) -> Timestamp {
        guard watch.breach != nil, let until = state.rollbacks.bar?.until, until > now else {
            return watch.nextLookAt
        }
        return min(watch.nextLookAt, until)
    }

    /// `nil` when all that can be said is on record.
    private func answer(
        to breach: [Looks.Look], of live: Placement, _ policy: RollbackPolicy
    ) -> NextStep? {
        if state.rollbacks.isSuspended { return nil }
        let evidence = evidence(of: breach)
        if let last = state.rollbacks.ineffective(live: live.version, policy, at: now) {
            let fact = ServiceEvent.RollbackIneffective(
                rollback: last.id, from: last.from, to: last.to, evidence: evidence)
            return .record([.rollbackIneffective(fact)], ownsEffect: false)
        }
        if let bar = state.rollbacks.window(policy, at: now) { return block(bar, evidence) }
        guard let version = state.lastGood, let slot = state.slotForRollback(to: version) else {
            return block(.init(reason: .noTarget, until: nil), evidence)
        }
        let started = ServiceEvent.RollbackStarted(
            rollback: newID, from: live, to: Placement(version: version, slot: slot),
            requests: [], evidence: evidence)
        return .record([.rollbackStarted(started)], ownsEffect: false)
    }

    /// Once for each bar, however long the failures go on; where only a person can help, once an
    /// hour.
    private func block(_ bar: RollbackRecord.Bar, _ evidence: Evidence) -> NextStep? {
        guard state.rollbacks.isNews(bar, at: now) else { return nil }
        let fact = ServiceEvent.RollbackBlocked(
            reason: bar.reason, until: bar.until, evidence: evidence)
        return .record([.rollbackBlocked(fact)], ownsEffect: false)
    }
}
