import LedgerCore

/// I5, counted from the events alone.
extension SagaChecker {
    package struct Rollbacks {
        fileprivate var policy: RollbackPolicy?
        fileprivate var starts: [(at: Timestamp, isAutomatic: Bool)] = []
        fileprivate var last: (fact: ServiceEvent.RollbackStarted, endedAt: Timestamp?)?
        fileprivate var isSuspended = false
        fileprivate var quietSince: Timestamp?

        package var automaticCount: Int { starts.count { $0.isAutomatic } }

        mutating func note(_ event: ServiceEvent, _ context: EventContext) {
            switch event {
            case .registered(let fact):
                policy = fact.settings.policies.automaticRollback
                quietSince = context.at
            case .changed(let fact):
                policy = fact.settings.policies.automaticRollback
                isSuspended = false
            case .deploymentRequested, .rollbackRequested, .versionUnmarked: isSuspended = false
            case .shiftObserved: quietSince = context.at
            case .rollbackCompleted(let fact) where fact.rollback == last?.fact.rollback:
                last?.endedAt = context.at
            case .deploymentCompleted: last = nil
            case .rollbackIneffective: isSuspended = true
            default: break
            }
        }

        mutating func begin(_ fact: ServiceEvent.RollbackStarted, at time: Timestamp) {
            starts.append((time, fact.isAutomatic))
            last = fact.isAutomatic ? (fact, nil) : nil
        }
    }

    mutating func checkAutomatic(
        _ fact: ServiceEvent.RollbackStarted, _ context: EventContext, _ samples: [Sample]
    ) {
        guard let policy = rollbacks.policy, let quietSince = rollbacks.quietSince else {
            return expect(false, "I5: an automatic rollback that no policy allows")
        }
        expect(!rollbacks.isSuspended, "I5: a rollback after one that did not help")
        expect(fact.requests.isEmpty, "an automatic rollback settles somebody's request")
        expect(fact.from == live, "I6: what is left is not what was live")
        expect(fact.from?.version != fact.to.version, "I6: from a version to itself")
        if let last = rollbacks.starts.last {
            let end = last.at.adding(seconds: policy.cooldownSeconds)
            expect(context.at >= end, "I5: within the cooldown")
        }
        let recent = rollbacks.starts.count {
            $0.isAutomatic && $0.at.adding(seconds: 3600) > context.at
        }
        expect(recent < policy.maxRollbacksPerHour, "I5: more than the limit allows")
        let cited = fact.evidence?.verdicts ?? []
        let found = samples.filter { cited.contains($0.version) }
        let warm = quietSince.adding(seconds: policy.warmUpSeconds)
        expect(found.count == policy.failedLooks, "I4: not enough looks are cited")
        expect(
            found.allSatisfy { $0.kind == .fail && $0.at >= warm },
            "I4: a look that is no evidence")
        expect(found.last?.version == samples.last?.version, "I4: a newer look is passed over")
    }

    mutating func checkBlocked(_ fact: ServiceEvent.RollbackBlocked) {
        expect(rollbacks.policy != nil, "blocked without a policy")
        expect(course == nil, "blocked while something is under way")
        expect((fact.until == nil) == (fact.reason == .noTarget), "blocked for no known time")
    }

    mutating func checkIneffective(_ fact: ServiceEvent.RollbackIneffective) {
        expect(fact.rollback == rollbacks.last?.fact.rollback, "not the last automatic rollback")
        expect(live?.version == fact.to, "the rollback's target is not live")
        expect(rollbacks.last?.endedAt != nil, "judged before it had ended")
    }
}
