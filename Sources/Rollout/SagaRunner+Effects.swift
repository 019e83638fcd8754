import EventLog
import LedgerCore
import Logging

extension SagaRunner {
    /// The outside call of the open effect, and its outcome.
    func perform(_ effect: OpenEffect, _ run: inout Run) async throws {
        guard run.mineSince.duration(to: time.now()) <= timing.sendWithin else {
            // Somebody may have taken over meanwhile: look again before sending anything.
            run.mineSince = time.now()
            run.view = try await loader.load(run.view.stream)
            return
        }
        guard let settings = run.view.state.settings else {
            run.mine = nil
            return
        }
        switch effect.kind {
        case .deploy(let placement, let names):
            try await deploy(placement, names, effect, settings, &run)
        case .shift(let split, _) where effect.isAcknowledged:
            try await readBack(split, effect, settings, &run)
        case .shift(let split, _): try await set(split, effect, settings, &run)
        }
    }

    private func set(
        _ split: TrafficSplit, _ effect: OpenEffect, _ settings: ServiceSettings, _ run: inout Run
    ) async throws {
        do {
            let router = try outbound.router(for: settings)
            try await router.set(
                settings.shares(of: split), users: settings.users(of: split), token: effect.attempt,
                before: run.mineSince + timing.setWithin)
            reach(.shiftSet)
            try await settle(effect, &run) { _ in
                [.shiftAcknowledged(.init(attempt: effect.attempt))]
            }
            reach(.shiftAcknowledged)
        } catch let error as OutboundError {
            try await fail(effect, error, &run)
        }
    }

    /// Only the router's own word makes an effect observed, and only for this very attempt.
    private func readBack(
        _ split: TrafficSplit, _ effect: OpenEffect, _ settings: ServiceSettings, _ run: inout Run
    ) async throws {
        do {
            let router = try outbound.router(for: settings)
            let found = try await router.observe()
            reach(.shiftReadBack)
            run.hasReadBack = true
            let isMine = !router.capabilities.showsToken || found.token == effect.attempt
            let dead = effect.isUrgent ? [] : found.down.filter { settings.serves($0, split) }
            guard found.matches(split, settings), isMine, dead.isEmpty else {
                let state = dead.isEmpty ? "" : ", down: \(dead.sorted().joined(separator: " "))"
                let detail = "the router shows \(found.text)\(state)"
                return try await fail(effect, code: "not_in_force", isUnknown: true, detail, &run)
            }
            let observed = ServiceEvent.shiftObserved(
                .init(
                    attempt: effect.attempt, split: split, token: found.token,
                    isClean: effect.isClean))
            try await settle(effect, &run) { view in
                [observed] + closing(after: observed, in: view)
            }
            reach(.outcomeRecorded)
        } catch let error as OutboundError {
            try await fail(effect, error, &run)
        }
    }

    /// What ends with this outcome is recorded together with it.
    private func closing(after outcome: ServiceEvent, in view: ServiceView) -> [ServiceEvent] {
        var after = view
        let context = EventContext(
            position: .max, version: view.state.version + 1, at: view.now,
            command: ID(high: 0, low: 0))
        ServiceState.evolve(&after.state, with: outcome, context)
        return planner(after, mine: nil).closing()
    }

    func fail(
        _ effect: OpenEffect, _ error: OutboundError, _ run: inout Run
    ) async throws {
        try await fail(
            effect, code: error.code.rawValue, isUnknown: error.isUnknown, error.message, &run)
    }

    func fail(
        _ effect: OpenEffect, code: String, isUnknown: Bool, _ detail: String, _ run: inout Run
    ) async throws {
        var random = time.dice
        let wait = timing.retryMilliseconds(
            afterFailures: effect.attemptNumber - 1, isUrgent: effect.isUrgent, using: &random)
        try await settle(effect, &run) { view in
            let failed = ServiceEvent.EffectFailed(
                attempt: effect.attempt, code: code, isUnknown: isUnknown,
                retryAt: view.now.adding(milliseconds: wait), detail: OutboundError.safe(detail))
            return [effect.isDeploy ? .deployFailed(failed) : .shiftFailed(failed)]
        }
        run.mine = nil
    }

    /// Appends an outcome; after somebody else's append the same outcome again, as long as this
    /// attempt is still the open one: a call that succeeded is never made again for that (rule R1).
    func settle(
        _ effect: OpenEffect, _ run: inout Run, _ outcome: (ServiceView) -> [ServiceEvent]
    ) async throws {
        for _ in 0..<timing.conflictRetries {
            let events = outcome(run.view)
            let facts = ServiceAppender.Facts(service: events, due: inHand(run.view))
            if try await appender.append(facts, to: &run.view) != nil {
                log(events, run.view)
                return
            }
            run.view = try await loader.load(run.view.stream)
            guard run.view.state.open?.attempt == effect.attempt else {
                logger.debug("An outcome came too late; another attempt is open")
                run.mine = nil
                return
            }
        }
        throw WorkerError.contended
    }
}

extension OpenEffect {
    var isDeploy: Bool { if case .deploy = kind { true } else { false } }

    /// Takes something away from users: tried again sooner.
    var isUrgent: Bool {
        switch kind {
        case .shift(_, .abort), .shift(_, .rollback), .shift(_, .drift): true
        case .shift(_, .stage), .shift(_, .drain), .deploy: false
        }
    }
}

/// Why a run gave up; the due row drives the service again.
package enum WorkerError: Error, Sendable {
    /// The service's stream moved at every try.
    case contended
}
