import LedgerCore

/// The flags of one environment, for tests of their rules: history, command, outcome.
struct FlagLedger {
    private(set) var states: [String: FlagState] = [:]
    var now = Example.noon

    init(_ definitions: FlagDefinition...) throws {
        for definition in definitions { try apply(.create(definition), to: definition.key) }
    }

    var snapshot: FlagSnapshot { FlagSnapshot(states.values.compactMap(\.flag)) }

    func state(_ key: String) -> FlagState { states[key] ?? FlagState() }

    func decide(
        _ command: FlagCommand, on key: String = "f", expecting version: Int64? = nil
    ) throws(FlagRefusal) -> [FlagEvent] {
        try state(key).decide(command, expecting: version, at: now, among: snapshot)
    }

    /// Decides, and records what comes out.
    @discardableResult
    mutating func apply(_ command: FlagCommand, to key: String = "f") throws -> [FlagEvent] {
        let events = try decide(command, on: key)
        for event in events {
            let version = state(key).version + 1
            FlagState.evolve(
                &states[key, default: FlagState()], with: event, Self.context(version, at: now))
        }
        return events
    }

    static func context(_ version: Int64, at now: Timestamp = Example.noon) -> EventContext {
        EventContext(position: version, version: version, at: now, command: Example.id(1))
    }
}
