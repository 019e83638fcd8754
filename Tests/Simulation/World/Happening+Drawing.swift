import Rollout

extension Happening {
    /// When the world heals, in milliseconds.
    static let faultsEnd = 90_000

    /// What a seed has in store: some kinds of faults often, some never, and a few wishes.
    static func plan(seed: Int) -> [Happening] {
        var random = SeededRandom(seed &* 7919 &+ 17)
        let kinds = (0..<kindCount).filter { _ in random.chance(40) }
        let pace = [3000, 6000, 15_000].randomElement(using: &random) ?? 6000
        var happenings: [Happening] = []
        var time = 0
        while !kinds.isEmpty {
            time += Int.random(in: 1...2 * pace, using: &random)
            guard time < faultsEnd, let kind = kinds.randomElement(using: &random) else { break }
            happenings.append(Happening(at: time, what: fault(kind, &random)))
        }
        return (happenings + wishes(&random)).sorted { $0.at < $1.at }
    }

    private static let kindCount = 19

    private static func fault(_ kind: Int, _ random: inout SeededRandom) -> What {
        let worker = Int.random(in: 0..<World.workerCount, using: &random)
        let time = Int.random(in: 1000...20_000, using: &random)
        let point = random.chance(70) ? CrashPoint.allCases.randomElement(using: &random) : nil
        let call = CallFault.allCases.randomElement(using: &random) ?? .lost
        switch kind {
        case 0: return .kill(worker: worker, at: point, down: time)
        case 1...2:
            return .freeze(worker: worker, at: point, time: random.chance(30) ? 3 * time : time)
        case 3: return .stop(worker: worker, down: time)
        case 4: return .killAPI(worker % 2)
        case 5: return .storeAway(time: time / 2)
        case 6: return .append(call)
        case 7: return .clockBack(time / 5)
        case 8: return .flush
        case 9: return .queueAway(time: time)
        case 10: return .publish(QueueFault.allCases.randomElement(using: &random) ?? .lost)
        case 11...13: return .set(setFault(&random))
        case 14: return random.chance(50) ? .routerRestart : .routerAway(time: time / 2)
        case 15: return .edit(percent: Int.random(in: 0...100, using: &random))
        case 16: return random.chance(50) ? .deploy(call) : .slotsAway(time: time)
        case 17: return .metricsAway(time: time)
        default: return .breach(time: 2 * time)
        }
    }

    private static func setFault(_ random: inout SeededRandom) -> SetFault {
        let time = Int.random(in: 3000...30_000, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .refused
        case 1: return .lost
        case 2: return .answerLost
        case 3: return .slow(min(time / 4, 3900))
        case 4: return .duplicated(time)
        default: return .late(time)
        }
    }

    private static func wishes(_ random: inout SeededRandom) -> [Happening] {
        var wishes = [Happening(at: 500, what: .wish(deploy(2, &random)))]
        var last = 1000
        for number in 0..<Int.random(in: 3...9, using: &random) {
            // Some come in a hurry, one upon the other.
            let isNext = random.chance(40)
            let from = isNext ? last : 1000
            let time = Int.random(in: from...(isNext ? last + 4000 : faultsEnd), using: &random)
            last = min(time, faultsEnd - 4000)
            wishes.append(Happening(at: time, what: .wish(wish(number + 3, &random))))
        }
        return wishes + (random.chance(20) ? changeOfMind(&random) : [])
    }

    /// Somebody goes back to what is queued already, so that its turn comes too late.
    private static func changeOfMind(_ random: inout SeededRandom) -> [Happening] {
        let time = Int.random(in: 30_000...60_000, using: &random)
        return [
            Happening(at: time, what: .wish(.deploy(version: "v3", isBad: false, plan: 0))),
            Happening(at: time + 2000, what: .wish(.deploy(version: "v1", isBad: false, plan: 0))),
            Happening(at: time + 3000, what: .wish(.rollBack(to: "v1", isForced: false))),
        ]
    }

    private static func deploy(_ number: Int, _ random: inout SeededRandom) -> Wish {
        let isOld = random.chance(35)
        let version = isOld ? Int.random(in: 1...number, using: &random) : number
        return .deploy(
            version: "v\(version)", isBad: random.chance(25),
            plan: Int.random(in: 0..<World.plans.count, using: &random))
    }

    private static func wish(_ number: Int, _ random: inout SeededRandom) -> Wish {
        switch Int.random(in: 0..<14, using: &random) {
        case 0...1: .abort
        case 2...3: .promote(isFull: random.chance(30))
        case 4: .pause
        case 5: .resume
        case 6...7: .rollBack(to: random.chance(40) ? "v1" : nil, isForced: random.chance(20))
        case 8: .unmark
        case 9: .withdraw
        default: deploy(number, &random)
        }
    }
}
