import LedgerCore

extension SagaWorld {
    /// Sends the call of an effect that this worker owns; what becomes of it is decided here.
    mutating func send(_ effect: OpenEffect, _ index: Int) {
        guard workers[index].mineSince.adding(seconds: 2) >= ledger.now else {
            // Too long ago: somebody may have taken over.
            workers[index].view = ledger
            workers[index].mineSince = ledger.now
            return
        }
        let answer = isHealed ? .done : anyAnswer()
        if case .shift(let split, _) = effect.kind, !effect.isAcknowledged {
            arrive(split, answer)
        }
        let milliseconds = isHealed ? 1 : Int.random(in: 1...9500, using: &random)
        workers[index].call = .init(
            effect: effect, answer: answer, endsAt: ledger.now.adding(milliseconds: milliseconds))
    }

    private mutating func anyAnswer() -> ModelWorker.Call.Answer {
        guard random.chance(20) else { return .done }
        return random.chance(50) ? .failed : .unknown
    }

    /// A request whose outcome is unknown arrives at once, late, or never.
    private mutating func arrive(_ split: TrafficSplit, _ answer: ModelWorker.Call.Answer) {
        switch answer {
        case .done: apply(split)
        case .failed: break
        case .unknown:
            if random.chance(30) { return apply(split) }
            guard random.chance(60) else { return }
            let delay = Int.random(in: 1...40, using: &random)
            strays.append((split, ledger.now.adding(seconds: delay)))
        }
    }

    /// Records the outcome as long as the attempt is the open one, at whatever version (rule R1).
    mutating func hear(_ call: ModelWorker.Call, _ index: Int) {
        workers[index].call = nil
        workers[index].mineSince = ledger.now
        guard ledger.state.open?.attempt == call.effect.attempt else {
            workers[index].mine = nil
            workers[index].view = nil
            return
        }
        for event in outcome(of: call) { record(event) }
        if case .shiftObserved? = ledger.history.last?.event {
            for event in ledger.planner().closing() { record(event) }
        }
        workers[index].view = ledger
    }

    private func outcome(of call: ModelWorker.Call) -> [ServiceEvent] {
        let attempt = call.effect.attempt
        guard call.answer == .done else { return [failure(of: call)] }
        switch call.effect.kind {
        case .deploy: return [.deployAcknowledged(.init(attempt: attempt))]
        case .shift where !call.effect.isAcknowledged:
            return [.shiftAcknowledged(.init(attempt: attempt))]
        case .shift(let split, _):
            guard router.allSatisfy({ $0.value == split.percent(of: $0.key) }) else {
                return [failure(of: call)]
            }
            return [
                .shiftObserved(
                    .init(
                        attempt: attempt, split: split, token: nil, isClean: call.effect.isClean))
            ]
        }
    }

    private func failure(of call: ModelWorker.Call) -> ServiceEvent {
        let failed = ServiceEvent.EffectFailed(
            attempt: call.effect.attempt, code: "test", isUnknown: call.answer != .failed,
            retryAt: ledger.now.adding(seconds: 1), detail: "")
        return call.effect.isShift ? .shiftFailed(failed) : .deployFailed(failed)
    }
}
