import EventLog
import LedgerCore

extension SagaRunner {
    /// One look: the router's word, the measurements, the verdict and what follows, in one append
    /// that expects both streams.
    ///
    /// - Returns: `false` when there is nothing to look at.
    func analyse(_ task: AnalysisTask, _ run: inout Run) async throws -> Bool {
        guard let settings = run.view.state.settings else { return false }
        let found = await observe(settings)
        run.hasReadBack = true
        if let found, try await recordDrift(found, &run) { return true }
        async let remarks = remarks(on: task, found, settings, run.view.state.wanted)
        let look = Look(samples: await measure(task, settings, run.view), remarks: await remarks)
        reach(.measured)
        for _ in 0..<timing.conflictRetries {
            if try await record(look, task, &run) { return true }
            run.view = try await loader.load(run.view.stream)
            guard isStillTrue(task, of: run.view) else { return true }
        }
        throw WorkerError.contended
    }

    /// What was seen, before it is judged.
    private struct Look {
        let samples: [SampleEvent.Recorded]
        let remarks: [Check]
    }

    private func measure(
        _ task: AnalysisTask, _ settings: ServiceSettings, _ view: ServiceView
    ) async -> [SampleEvent.Recorded] {
        if task.plan?.isJudgedByHealth == true { return [] }
        let role: SampleEvent.Role = task.deployment == nil ? .live : .canary
        async let subject = sample(task, role, task.subject.version, settings, view)
        guard let version = task.baseline else { return [await subject] }
        async let baseline = sample(task, .baseline, version, settings, view)
        return await [subject, baseline]
    }

    private func sample(
        _ task: AnalysisTask, _ role: SampleEvent.Role, _ version: String,
        _ settings: ServiceSettings, _ view: ServiceView
    ) async -> SampleEvent.Recorded {
        var measurement: Measurement
        do {
            measurement = try await metrics(task, settings, view).measure(
                version: version, windowSeconds: task.windowSeconds)
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

    private func metrics(
        _ task: AnalysisTask, _ settings: ServiceSettings, _ view: ServiceView
    ) throws(OutboundError) -> any MetricsProvider {
        guard case .pushed = settings.metrics else { return try outbound.metrics(for: settings) }
        let changed = view.state.active?.evidenceFrom ?? view.state.trafficSince ?? view.now
        return PushedMetrics(
            store: appender.store, service: view.stream, now: view.now,
            notBefore: changed.adding(seconds: task.settings.warmUpSeconds))
    }

    /// Decides from the look as if it were recorded, then records both at once.
    private func record(
        _ look: Look, _ task: AnalysisTask, _ run: inout Run
    ) async throws -> Bool {
        let samples = look.samples
        let judged = judge(look, task, in: run.view)
        var after = run.view
        Looks.evolve(
            &after.looks, with: .judged(judged),
            EventContext(
                position: .max, version: run.view.looks.version + Int64(samples.count) + 1,
                at: run.view.now, command: task.deployment ?? ID(high: 0, low: 0)))
        var facts = ServiceAppender.Facts(
            samples: samples.map { .recorded($0) } + [.judged(judged)], citesSamples: true,
            due: inHand(run.view))
        var ownsEffect = false
        if case .record(let events, let owns) = planner(after, mine: nil).next() {
            (facts.service, ownsEffect) = (events, owns)
        }
        let since = time.now()
        guard let position = try await appender.append(facts, to: &run.view) else { return false }
        log(facts.service, run.view)
        reach(.lookRecorded)
        run.mine = ownsEffect ? position : nil
        run.mineSince = since
        return true
    }

    private func judge(
        _ look: Look, _ task: AnalysisTask, in view: ServiceView
    ) -> SampleEvent.Judged {
        let missing = Measurement(answer: .noData("not measured"), provider: "none", query: "")
        let subject = look.samples.first?.measurement ?? missing
        let baseline = look.samples.first { $0.role == .baseline }?.measurement
        let isHealth = task.plan?.isJudgedByHealth == true
        let verdict =
            if isHealth {
                Verdict(task.instances.isEmpty ? .noData : .ok, checks: [])
            } else if let plan = task.plan, let stage = task.stage {
                StageJudge(plan: plan, stage: stage, after: view.looks.looks).judge(
                    canary: subject, baseline: baseline, windowSeconds: task.windowSeconds)
            } else {
                GuardedRatioJudge.judge(
                    canary: subject, baseline: nil, criteria: task.criteria,
                    settings: task.settings)
            }
        return SampleEvent.Judged(
            deployment: task.deployment, stage: task.stage,
            judge: task.plan?.judgeName ?? GuardedRatioJudge.name,
            verdict: verdict.adding(look.remarks),
            samples: look.samples.indices.map { view.looks.version + Int64($0) + 1 })
    }

    /// After a conflict a look is recorded again as long as it is about the same share of the same
    /// deployment, or the same live version, and nobody recorded another one (rule R19).
    private func isStillTrue(_ task: AnalysisTask, of view: ServiceView) -> Bool {
        guard case .analyse(let now) = planner(view, mine: nil).next() else { return false }
        return now.deployment == task.deployment && now.stage == task.stage
            && now.subject == task.subject
            && now.windowSeconds >= task.windowSeconds
    }
}
