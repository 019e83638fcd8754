import LedgerCore

extension PushEvent {
    /// One event of each name: what its golden file holds.
    static func sample(_ name: Name) -> PushEvent {
        switch name {
        case .pushed: .pushed(.init(samples: [measured, empty], sent: 12))
        }
    }

    static let measured = PushedSample(
        version: "v2", endedAt: Timestamp(microseconds: 1_795_521_600_000_250), seconds: 10,
        values: .init(
            requests: 900, errors: 12, latencyMillisecondsP50: 80, latencyMillisecondsP95: 210,
            latencyMillisecondsP99: 412.5))

    private static let empty = PushedSample(
        version: "v1", endedAt: measured.endedAt, seconds: 10,
        values: .init(requests: 0, errors: 0))
}
