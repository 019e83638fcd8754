import EventLog
import LedgerCore

/// People: they see the service as it is, ask, ask again when nobody answers, and ask twice.
extension World {
    func make(_ wish: Happening.Wish) {
        guard let command = command(for: wish) else { return }
        let person = "person:\(simulator.number(0...2))"
        let request = Client.Request(key: ids.next(at: now), actor: person, make: command)
        openRequests += 1
        simulator.spawn { [self] in
            await ask(request)
            if simulator.random.chance(30) { await ask(request) }
            openRequests -= 1
        }
        // A copy of the request, by another way.
        guard simulator.random.chance(20) else { return }
        openRequests += 1
        simulator.spawn { [self] in
            await simulator.sleep(simulator.number(0...3000))
            await ask(request)
            openRequests -= 1
        }
    }

    private func ask(_ request: Client.Request) async {
        var isFirst = true
        while !isOver {
            if !isFirst { await simulator.sleep(simulator.number(200...4000)) }
            isFirst = false
            guard let client = clients.randomElement(using: &simulator.random) else { return }
            if let answer = try? await client.submit(request) {
                return watch.hear(answer, to: request.key)
            }
        }
    }

    private func command(
        for wish: Happening.Wish
    ) -> (@Sendable (ID) -> ServiceCommand)? {
        let state = watch.state
        let active = state.active.flatMap { $0.kind == .deployment ? $0 : nil }
        let subject = active?.id ?? state.queue.first?.deployment ?? state.ended.last?.id
        let stage = active?.stage ?? 0
        switch wish {
        case .deploy(let version, let isBad, let plan):
            if isBad { metrics.bad.insert(version) }
            let plan = Self.plans[plan]
            return { .deploy(deployment: $0, version: version, plan: plan) }
        case .rollBack(let version, let isForced):
            return { _ in .rollBack(version: version, isForced: isForced) }
        case .withdraw:
            guard let queued = state.queue.first?.deployment else { return nil }
            return { _ in .abort(deployment: queued) }
        case .unmark:
            guard let version = state.bad.min() else { return nil }
            return { _ in .unmark(version: version) }
        case .abort, .promote, .pause, .resume:
            guard let subject else { return nil }
            return { _ in Self.control(wish, subject, stage) }
        }
    }

    private static func control(
        _ wish: Happening.Wish, _ subject: ID, _ stage: Int
    ) -> ServiceCommand {
        switch wish {
        case .promote(let isFull):
            .promote(deployment: subject, stage: stage, isFull: isFull)
        case .pause: .pause(deployment: subject, stage: nil)
        case .resume: .resume(deployment: subject)
        default: .abort(deployment: subject)
        }
    }

    var liveVersion: String? { watch.state.live?.version }
}
