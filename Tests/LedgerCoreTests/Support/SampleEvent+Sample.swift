import LedgerCore

extension SampleEvent {
    /// One event of each name: what its golden file holds.
    static func sample(_ name: Name) -> SampleEvent {
        switch name {
        case .recorded: .recorded(recorded(.canary, measured))
        case .judged:
            .judged(
                .init(
                    deployment: Example.deployment, stage: 1, judge: "guarded-ratio/1",
                    verdict: Verdict(.fail, checks: checks), samples: [1, 2]))
        }
    }

    static func recorded(_ role: Role, _ answer: Measurement.Answer) -> Recorded {
        Recorded(
            deployment: Example.deployment, stage: 1, role: role, version: "v2", windowSeconds: 90,
            measurement: Measurement(
                answer: answer, provider: "prometheus",
                query: #"rate(requests_total{version="v2"}[90s])"#))
    }

    static let measured = Measurement.Answer.value(
        .init(
            requests: 900, errors: 12, latencyMillisecondsP50: 80, latencyMillisecondsP99: 412.5))

    private static let checks = [
        Check("max_error_rate", .fail, value: 0.0125, limit: 0.01),
        Check("baseline", .noData, detail: "no series of this version"),
    ]
}
