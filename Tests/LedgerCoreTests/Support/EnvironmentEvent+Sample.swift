import LedgerCore

extension EnvironmentEvent {
    /// One event of each name: what its golden file holds.
    static func sample(_ name: Name) -> EnvironmentEvent {
        switch name {
        case .freezeSet: .freezeSet(.init(window: nights))
        case .freezeRemoved: .freezeRemoved(.init(name: "nights"))
        case .stopped: .stopped(.init())
        case .resumed: .resumed(.init())
        }
    }

    private static let nights = FreezeWindow(
        name: "nights",
        schedule: .weekly(
            .init(
                days: [.friday, .saturday], from: 1320, until: 300,
                zone: ZoneOffsets(
                    name: "Europe/Berlin", initialSeconds: 3600,
                    changes: [.init(at: Example.noon, seconds: 7200)]))))
}
