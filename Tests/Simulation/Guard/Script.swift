import LedgerCore
import Rollout
import Testing

/// A world that is not drawn but written, for what random faults never find: late due rows and
/// endless repetition. Each has a bound that the real worker keeps.
struct Script: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let happenings: [Happening]
    /// With a steady watch and automatic rollback, or without.
    let isWatched: Bool
    /// The complaint; `nil` when all is well.
    let complaint: @Sendable (Play) -> String?

    func complaint(with mistake: Mistake?) -> String? {
        for seed in isWatched ? [4, 5, 8] : [2, 3, 6] {
            let play = Play(
                seed: seed, happenings: happenings, router: .refusing, mistake: mistake)
            if let found = play.violations.first ?? complaint(play) { return found }
        }
        return nil
    }

    static let all = [busyAndSlow, lostWakeUps, staleLook, queuedAndLive, quiet]

    /// Router calls of seconds, and somebody's command every two: nobody takes anything over.
    static let busyAndSlow = Script(
        testDescription: "slow calls under many commands end at the first attempt",
        happenings: [
            Happening(at: 100, what: .routerSlow(3500)),
            Happening(at: 500, what: .wish(.deploy(version: "v2", isBad: false, plan: 0))),
        ]
            + (1..<40).map { number in
                let noise = Happening.Wish.deploy(version: "x\(number)", isBad: false, plan: 0)
                return Happening(
                    at: number * 2000,
                    what: .wish(number.isMultiple(of: 2) ? .withdraw : noise))
            }, isWatched: false
    ) { play in
        let takeovers = play.counts["attempt.started", default: 0]
        return takeovers == 0 ? nil : "\(takeovers) calls were made again"
    }

    /// Every wake-up of an abort is lost, twice: it is driven again all the same.
    static let lostWakeUps = Script(
        testDescription: "an abort whose wake-ups are lost is decided within 5 s",
        happenings: [
            Happening(at: 500, what: .wish(.deploy(version: "v2", isBad: false, plan: 0))),
            // In the middle of the first stage's hold.
            Happening(at: 9700, what: .publish(.lost)),
            Happening(at: 9700, what: .publish(.lost)),
            Happening(at: 9700, what: .wish(.abort)),
        ], isWatched: false
    ) { play in
        guard let asked = play.time({ if case .abortRequested = $0 { true } else { false } }),
            let ended = play.time({ if case .deploymentAborted = $0 { true } else { false } })
        else { return "nothing was aborted" }
        return ended - asked <= 5000 ? nil : "aborted after \(ended - asked) ms"
    }

    /// A worker stands still with a bad look in its hands while others record good ones.
    static let staleLook = Script(
        testDescription: "a look that others have passed by is no evidence",
        happenings: [
            Happening(at: 500, what: .wish(.deploy(version: "v2", isBad: false, plan: 1))),
            Happening(at: 16_000, what: .breach(time: 22_000)),
            Happening(at: 28_000, what: .freeze(worker: nil, at: .measured, time: 45_000)),
        ], isWatched: true
    ) { play in
        let rollbacks = play.counts["rollback.started", default: 0]
        return rollbacks == 0 ? nil : "rolled back on a look of long ago"
    }

    /// A version that is queued becomes the live one by another way before its turn.
    static let queuedAndLive = Script(
        testDescription: "what was queued is decided again when its turn comes",
        happenings: [
            Happening(at: 500, what: .wish(.deploy(version: "v2", isBad: false, plan: 1))),
            Happening(at: 40_000, what: .wish(.deploy(version: "v3", isBad: false, plan: 0))),
            Happening(at: 43_000, what: .wish(.deploy(version: "v1", isBad: false, plan: 0))),
            Happening(at: 44_000, what: .wish(.rollBack(to: "v1", isForced: false))),
        ], isWatched: false
    ) { play in
        play.counts["deployment.rejected"] == 1 ? nil : "it was not rejected"
    }

    /// Without a fault nothing is done twice, and a stage lasts as long as its plan says.
    static let quiet = Script(
        testDescription: "a quiet world needs one attempt for each effect",
        happenings: [
            Happening(at: 500, what: .wish(.deploy(version: "v2", isBad: false, plan: 0)))
        ], isWatched: false
    ) { play in
        guard play.counts["attempt.started"] == nil else { return "something was done again" }
        guard let observed = play.time({ if case .shiftObserved = $0 { true } else { false } }),
            let passed = play.time({ if case .stagePassed = $0 { true } else { false } })
        else { return "no stage passed" }
        // Planned are 8 s; a look is due every 4 s, the last one at the end of the stage.
        return passed - observed <= 9000 ? nil : "the first stage took \(passed - observed) ms"
    }
}
