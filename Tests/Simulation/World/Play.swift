import EventLog
import LedgerCore
import LedgerTestKit

/// One play of a seed, from its first fault to the rest after healing.
struct Play: Sendable {
    let seed: Int
    let happenings: [Happening]
    let violations: [String]
    let lines: [String]
    let counts: [String: Int]
    /// Every event of the service with its time in milliseconds.
    let history: [WorldWatch.Entry]
    /// Virtual milliseconds from the healing until everything had its end.
    let healedIn: Int

    /// Longest time from healing to rest: a stalled saga is left alone for 300 s.
    static let patience = 500_000

    init(
        seed: Int, happenings: [Happening]? = nil, router: RouterKind? = nil,
        mistake: Mistake? = nil
    ) {
        self.seed = seed
        self.happenings = happenings ?? Happening.plan(seed: seed)
        let world = World(
            seed: seed, happenings: self.happenings, router: router, mistake: mistake)
        let isBroken = { !world.watch.violations.isEmpty }
        world.simulator.run(until: Happening.faultsEnd, isBroken)
        world.heal()
        let end = Happening.faultsEnd + Self.patience
        if !isBroken() { world.simulator.run(until: end) { isBroken() || world.isAtRest } }
        healedIn = world.simulator.now - Happening.faultsEnd
        if !isBroken() { world.checkEnd() }
        violations = world.watch.violations
        lines = world.watch.lines
        counts = world.watch.counts
        history = world.watch.history
        world.end()
    }
}

extension Play {
    /// When the first event of a kind was recorded.
    func time(_ isWanted: (ServiceEvent) -> Bool) -> Int? {
        history.first { isWanted($0.event) }?.at
    }
}

extension World {
    /// What must be true once everything has its end.
    func checkEnd() {
        let state = watch.state
        watch.expect(
            isAtRest,
            """
            liveness: active \(state.active?.phase ?? "-"), open \(state.open?.attempt ?? 0), \
            queued \(state.queue.count), asked \(state.pending.count), unanswered \(openRequests), \
            router \(router.shares) for \(state.wanted?.shares.map(\.percent) ?? [])
            """)
        guard isAtRest else { return }
        for key in watch.acceptedKeys where mistake != .commandIgnored {
            watch.expect(
                watch.checker.accepted.contains(key), "I7: an accepted key is not on record")
        }
        for request in watch.checker.accepted.sorted() {
            watch.expect(watch.checker.settled[request] != nil, "I7: \(request) has no outcome")
        }
        watch.expect(state.live == watch.checker.live, "I9: live differs")
        watch.expect(state.bad == watch.checker.bad, "I9: bad differs")
        let check = simulator.spawn { [self] in await checkFolds() }
        simulator.spawn {
            await check.value
            self.foldsAreChecked = true
        }
        simulator.run(until: simulator.now + 60_000) { foldsAreChecked }
        watch.expect(foldsAreChecked, "liveness: a worker's memory cannot be read")
    }

    /// I9, for what each process believes; and the due row of a service that is watched for ever.
    private func checkFolds() async {
        do {
            for worker in workers where !worker.life.isDead {
                let kept = try await worker.loader.load(Self.stream)
                let fresh = try await ServiceLoader(store: store).load(Self.stream)
                guard kept.state.version == fresh.state.version else { continue }
                let isSame = kept.state == fresh.state || mistake != nil
                watch.expect(isSame, "I9: a worker's fold differs")
            }
            let fresh = try await ServiceLoader(store: store).load(Self.stream)
            let latest = now.adding(seconds: 60)
            watch.expect(
                fresh.due.map { $0.at <= latest } ?? false, "no due row within a minute")
        } catch { watch.expect(false, "I9: the log does not fold: \(error)") }
    }

    func end() {
        watch.isOver = true
        for worker in workers { worker.end() }
        for client in clients { client.life.die() }
        simulator.end()
        workers = []
        clients = []
    }
}
