import LedgerCore

extension SagaWorld {
    /// One worker takes one step: it may load, record, call, or hear the answer to its call.
    mutating func work() {
        let index = Int.random(in: 0..<workers.count, using: &random)
        if !isHealed, random.chance(3) {
            // Killed, and started anew: what it sent is on its way all the same.
            workers[index] = ModelWorker(name: workers[index].name)
        } else if let call = workers[index].call {
            if call.endsAt <= ledger.now { hear(call, index) }
        } else if let view = workers[index].view {
            act(on: view, index)
        } else {
            workers[index].view = ledger
        }
    }

    private mutating func act(on view: ServiceLedger, _ index: Int) {
        let worker = workers[index]
        switch view.planner(mine: worker.mine, worker: worker.name).next() {
        case .record(let events, let ownsEffect): append(events, ownsEffect, from: view, index)
        case .perform(let effect): send(effect, index)
        case .checkHealth(let task):
            guard isHealed || random.chance(readiness) else { return reload(index) }
            let deployed = ServiceEvent.Deployed(
                target: task.target, healthyChecks: 3, instances: task.instances)
            append([.deployed(deployed)], false, from: view, index)
        case .analyse(let task): analyse(task, from: view, index)
        case .rest(_, let watchesTraffic):
            if watchesTraffic { readBack(from: view, index) } else { reload(index) }
        }
    }

    private mutating func reload(_ index: Int) { workers[index].view = nil }

    /// As the store does it: all at the versions that the decision rests on, or nothing.
    private mutating func append(
        _ events: [ServiceEvent], _ ownsEffect: Bool, from view: ServiceLedger, _ index: Int
    ) {
        // The environment's version is expected too, by what it might forbid.
        guard view.state.version == ledger.state.version, view.looks == ledger.looks,
            view.rules == ledger.rules
        else {
            workers[index].mine = nil
            return reload(index)
        }
        var last: Int64 = 0
        for event in events { last = record(event) }
        workers[index].view = ledger
        workers[index].mine = ownsEffect ? last : nil
        workers[index].mineSince = ledger.now
    }

    /// The look is taken, and what follows from it is decided as if it were recorded.
    private mutating func analyse(_ task: AnalysisTask, from view: ServiceLedger, _ index: Int) {
        let kinds: [Verdict.Kind] =
            task.stage == nil
            ? [.ok, .fail, .fail, .fail, .fail, .fail, .noData]
            : [.ok, .ok, .ok, .ok, .ok, .fail, .noData, .insufficient, .error]
        let kind = isHealed ? .ok : kinds.randomElement(using: &random) ?? .ok
        guard view.state.version == ledger.state.version, view.looks == ledger.looks,
            view.rules == ledger.rules
        else { return reload(index) }
        var after = view
        after.look(kind, stage: task.stage)
        let step = after.planner(worker: workers[index].name).next()
        look(kind, stage: task.stage)
        guard case .record(let events, let ownsEffect) = step else { return reload(index) }
        append(events, ownsEffect, from: ledger, index)
    }

    private mutating func readBack(from view: ServiceLedger, _ index: Int) {
        guard let wanted = view.state.wanted, isHealed || random.chance(80),
            router.contains(where: { $0.value != wanted.percent(of: $0.key) })
        else { return reload(index) }
        append(
            [
                .drifted(.init(found: router, wanted: wanted)),
                .shiftDecided(.init(split: wanted, cause: .drift)),
            ], true, from: view, index)
    }
}
