import LedgerCore

extension FlagEvent {
    /// One event of each name, with every field set: what its golden file holds.
    static func sample(_ name: Name) -> FlagEvent {
        switch name {
        case .created: .created(.init(.full))
        case .changed: .changed(.init(.boolean("f", .percentage, percent: 25)))
        case .killed: .killed(.init())
        case .restored: .restored(.init())
        case .overrideSet:
            .overrideSet(
                .init(
                    FlagOverride(
                        user: "Zoe\u{308}", variant: "on",
                        expiresAt: Example.noon.adding(seconds: 60))))
        case .overrideRemoved: .overrideRemoved(.init(user: "Zoe\u{308}"))
        case .archived: .archived(.init())
        }
    }
}
