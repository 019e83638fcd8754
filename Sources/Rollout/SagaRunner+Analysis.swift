import EventLog
import LedgerCore

extension SagaRunner {
    /// One look: the router's word, both measurements, the verdict and what follows, in one append
    /// that expects both streams.
    ///
    /// With a router that cannot be read back nobody knows what was measured: the look may still
    /// fail, since harm is harm, but it is never good.
    /// - Returns: `false` when there is nothing to look at.
    func analyse(_ task: AnalysisTask, _ run: inout Run) async throws -> Bool {
        guard let settings = run.view.state.settings else { return false }
        let found = await observe(settings)
        run.hasReadBack = true
        if let found, try await recordDrift(found, &run) { return true }
        let samples = await measure(task, settings)
        reach(.measured)
        for _ in 0..<timing.conflictRetries {
            if try await record(look: samples, isSeen: found != nil, task, &run) { return true }
            run.view = try await loader.load(run.view.stream)
            guard isStillTrue(task, of: run.view) else { return true }
        }
        throw WorkerError.contended
    }

    private func measure(
        _ task: AnalysisTask, _ settings: ServiceSettings
    ) async -> [SampleEvent.Recorded] {
        async let canary = sample(task, .canary, task.canary, settings)
        guard let version = task.baseline else { return [await canary] }
        async let baseline = sample(task, .baseline, version, settings)
        return await [canary, baseline]
    }

    private func sample(
        _ task: AnalysisTask, _ role: SampleEvent.Role, _ version: String,
        _ settings: ServiceSettings
    ) async -> SampleEvent.Recorded {
        var measurement: Measurement
        do {
            measurement = try await outbound.metrics(for: settings)
                .measure(version: version, windowSeconds: task.windowSeconds)
        } catch {
            measurement = Measurement(answer: .error("\(error)"), provider: "none", query: "")
        }
        if case .value(let values) = measurement.answer, !values.isStorable {
            measurement = Measurement(
                answer: .error("numbers that cannot be"), provider: measurement.provider,
                query: measurement.query)
        }
        return SampleEvent.Recorded(
            deployment: task.deployment, stage: task.stage, role: role, version: version,
            windowSeconds: task.windowSeconds, measurement: measurement)
    }

    /// Decides from the look as if it were recorded, then records both at once.
    private func record(
        look samples: [SampleEvent.Recorded], isSeen: Bool, _ task: AnalysisTask,
        _ run: inout Run
    ) async throws -> Bool {
        let judged = judge(samples, isSeen: isSeen, task, after: run.view.looks.version)
        var after = run.view
        Looks.evolve(
            &after.looks, with: .judged(judged),
            EventContext(
                position: .max, version: run.view.looks.version + Int64(samples.count) + 1,
                at: run.view.now, command: task.deployment))
        var facts = ServiceAppender.Facts(
            samples: samples.map { .recorded($0) } + [.judged(judged)], citesSamples: true,
            due: inHand(run.view))
        var ownsEffect = false
        if case .record(let events, let owns) = planner(after, mine: nil).next() {
            (facts.service, ownsEffect) = (events, owns)
        }
        let since = ContinuousClock.now
        guard let position = try await appender.append(facts, to: &run.view) else { return false }
        log(facts.service, run.view)
        reach(.lookRecorded)
        run.mine = ownsEffect ? position : nil
        run.mineSince = since
        return true
    }

    private func judge(
        _ samples: [SampleEvent.Recorded], isSeen: Bool, _ task: AnalysisTask,
        after version: Int64
    ) -> SampleEvent.Judged {
        func measurement(_ role: SampleEvent.Role) -> Measurement? {
            samples.first { $0.role == role }?.measurement
        }
        let missing = Measurement(answer: .noData("not measured"), provider: "none", query: "")
        var verdict = GuardedRatioJudge.judge(
            canary: measurement(.canary) ?? missing, baseline: measurement(.baseline),
            criteria: task.criteria, settings: task.settings)
        if !isSeen, verdict.kind == .ok {
            let unseen = Check("traffic", .insufficient, detail: "the router cannot be read back")
            verdict = Verdict(.insufficient, checks: verdict.checks + [unseen])
        }
        return SampleEvent.Judged(
            deployment: task.deployment, stage: task.stage, judge: GuardedRatioJudge.name,
            verdict: verdict, samples: samples.indices.map { version + Int64($0) + 1 })
    }

    /// After a conflict a look is recorded again as long as it is about the same share of the same
    /// deployment, and nobody recorded another one (rule R19).
    private func isStillTrue(_ task: AnalysisTask, of view: ServiceView) -> Bool {
        guard case .analyse(let now) = planner(view, mine: nil).next() else { return false }
        return now.deployment == task.deployment && now.stage == task.stage
            && now.windowSeconds >= task.windowSeconds
    }
}
