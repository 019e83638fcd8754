import LedgerCore

/// The window of a gradual rollout that goes on from a share, so that nobody loses the flag.
struct RampWindow: Equatable {
    let start: Timestamp
    let end: Timestamp

    /// - Parameters:
    ///   - present: the share that has the flag now, 0 to 100.
    ///   - target: the share at the end; more than the present one.
    ///   - now: by the ledger's clock.
    init?(from present: Double, to target: Double, over seconds: Int, at now: Timestamp) {
        guard present < target else { return nil }
        end = now.adding(seconds: seconds)
        guard present > 0 else {
            start = now
            return
        }
        // A rollout begins at nobody, so this one began long enough ago. It goes up in a hundred
        // steps, rounded down: one step earlier, nobody falls out between two of them.
        let whole = Double(seconds) * target / (target - present)
        start = end.adding(seconds: -Int((whole * 1.02).rounded(.up)) - 1)
    }

    /// The share that has a flag at a moment, as its document has it.
    static func share(of flag: JSONObject, at now: Timestamp) -> Double {
        let percent = flag.number("rollout_percentage") ?? 0
        switch flag.text("rollout_strategy").flatMap(FlagRollout.Strategy.init) {
        case .all?: return 100
        case .percentage?: return percent
        case .gradual?:
            let target = percent == 0 ? 100 : percent
            guard let start = flag.object("metadata")?.time("rollout_start"),
                let end = flag.object("metadata")?.time("rollout_end"), now >= start
            else { return 0 }
            guard now < end else { return target }
            return target * Double(now.seconds(since: start)) / Double(end.seconds(since: start))
        case .userList?, FlagRollout.Strategy.none?, nil: return 0
        }
    }
}
