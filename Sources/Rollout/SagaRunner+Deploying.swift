import EventLog
import LedgerCore

extension SagaRunner {
    /// How often an instance that does not accept is told before the deployment goes on without it,
    /// where its plan tolerates that.
    private static let triesBeforeTolerating = 3

    /// Tells every instance that does not run the version yet.
    func deploy(
        _ placement: Placement, _ names: [String]?, _ effect: OpenEffect,
        _ settings: ServiceSettings, _ run: inout Run
    ) async throws {
        guard let slot = settings.slot(named: placement.slot) else {
            return try await fail(effect, .init(.refused, "no slot \(placement.slot)"), &run)
        }
        let told = slot.instances(named: names)
        do {
            let errors = await tell(
                placement.version, to: told, of: slot, effect, "\(run.view.stream)",
                by: try outbound.deployer(for: settings))
            reach(.deployCalled)
            let isTolerated =
                effect.attemptNumber >= Self.triesBeforeTolerating
                && errors.count <= run.view.state.toleranceLeft
            if let error = OutboundError(errors, of: told), !isTolerated { throw error }
            try await settle(effect, &run) { _ in
                [.deployAcknowledged(.init(attempt: effect.attempt, failed: errors.keys.sorted()))]
            }
            reach(.deployAcknowledged)
        } catch let error as OutboundError {
            try await fail(effect, error, &run)
        }
    }

    /// All at once: in waves, the slow ones would take longer than the 12 s after which another
    /// worker takes over.
    ///
    /// - Returns: what went wrong, by the instance's name.
    private func tell(
        _ version: String, to instances: [Instance], of slot: Slot, _ effect: OpenEffect,
        _ stream: String, by deployer: any Deployer
    ) async -> [String: OutboundError] {
        await instances.asked(atOnce: Slot.maximumInstances) { instance in
            // What runs there already is not started again.
            let health = try? await deployer.health(of: instance)
            if health?.isHealthy == true, health?.version == version { return nil }
            let key = "\(stream)/\(effect.intent)"
            do throws(OutboundError) {
                try await deployer.deploy(
                    version, to: instance,
                    idempotencyKey: slot.instances.count == 1 ? key : "\(key)/\(instance.name)",
                    token: effect.attempt)
                return nil
            } catch { return error }
        }
    }
}

extension [Instance] {
    /// Asks all of them, so many at a time; answers by name, without those that are `nil`.
    func asked<Answer: Sendable>(
        atOnce limit: Int, _ ask: @escaping @Sendable (Instance) async -> Answer?
    ) async -> [String: Answer] {
        await withTaskGroup(of: (String, Answer?).self) { group in
            var answers: [String: Answer] = [:]
            for (index, instance) in enumerated() {
                if index >= limit, let (name, answer) = await group.next() {
                    answers[name] = answer
                }
                group.addTask { (instance.name, await ask(instance)) }
            }
            for await (name, answer) in group { answers[name] = answer }
            return answers
        }
    }
}

extension OutboundError {
    /// Of several instances: unknown if any may have been told; `nil` without a failure.
    fileprivate init?(_ errors: [String: OutboundError], of told: [Instance]) {
        guard let first = errors.min(by: { $0.key < $1.key }) else { return nil }
        guard told.count > 1 else {
            self = first.value
            return
        }
        let code = errors.values.first(where: \.isUnknown)?.code ?? first.value.code
        let texts = errors.sorted { $0.key < $1.key }.prefix(3).map { "\($0.key): \($0.value)" }
        self.init(
            code,
            "\(told.count - errors.count) of \(told.count) accepted; "
                + texts.joined(separator: "; "))
    }
}
