import LedgerCore

/// The looks at one deployment: two measurements and a verdict each, as a worker records them.
struct LookScript: Sendable {
    let deployment: ID
    let service: ServiceSample
    let target: Placement
    private var random: Randomness
    private(set) var version: Int64 = 0
    private var verdicts: [Int64] = []

    init(deployment: ID, service: ServiceSample, target: Placement, random: Randomness) {
        self.deployment = deployment
        self.service = service
        self.target = target
        self.random = random
    }

    var evidence: Evidence {
        Evidence(samplesVersion: version, verdicts: verdicts, judge: GuardedRatioJudge.name)
    }

    mutating func beginStage() { verdicts = [] }

    /// - Parameter isGood: a bad look has an error rate of about 5 %.
    mutating func look(_ stage: Stage, number: Int, isGood: Bool) -> [SampleEvent] {
        let canary = measurement(target.version, errorsPerThousand: isGood ? 1 : 50)
        let baseline =
            stage.percent < 100
            ? measurement(service.live.version, errorsPerThousand: 1) : nil
        var samples = [recorded(.canary, target.version, canary, number)]
        if let baseline {
            samples.append(recorded(.baseline, service.live.version, baseline, number))
        }
        let verdict = GuardedRatioJudge.judge(
            canary: canary, baseline: baseline, criteria: stage.criteria,
            settings: AnalysisSettings())
        let versions = (1...samples.count).map { version + Int64($0) }
        version += Int64(samples.count + 1)
        verdicts.append(version)
        let judged = SampleEvent.Judged(
            deployment: deployment, stage: number, judge: GuardedRatioJudge.name, verdict: verdict,
            samples: versions)
        return samples.map { .recorded($0) } + [.judged(judged)]
    }

    private func recorded(
        _ role: SampleEvent.Role, _ version: String, _ measurement: Measurement, _ stage: Int
    ) -> SampleEvent.Recorded {
        SampleEvent.Recorded(
            deployment: deployment, stage: stage, role: role, version: version, windowSeconds: 30,
            measurement: measurement)
    }

    private mutating func measurement(_ version: String, errorsPerThousand: Int) -> Measurement {
        let requests = Int.random(in: 800...2400, using: &random)
        let labels = #"service="\#(service.name)",version="\#(version)""#
        return Measurement(
            answer: .value(
                .init(
                    requests: requests, errors: requests * errorsPerThousand / 1000,
                    latencyMillisecondsP50: Double(Int.random(in: 1200...1900, using: &random)) / 8,
                    latencyMillisecondsP99: Double(Int.random(in: 4000...6000, using: &random)) / 8)
            ), provider: "prometheus",
            query: "sum(increase(http_requests_total{\(labels)}[30s]))")
    }
}
