import ArgumentParser
import LedgerCore

/// From when on, as people type it: `90d`, `12h`, or a time such as `2026-08-01T00:00:00Z`.
enum SinceArgument: ExpressibleByArgument, Equatable, Sendable {
    case ago(seconds: Int)
    case at(Timestamp)

    init?(argument: String) {
        if let time = Timestamp(argument) {
            self = .at(time)
            return
        }
        let factors: [Character: Int] = ["m": 60, "h": 3600, "d": 86_400]
        guard let unit = argument.last, let factor = factors[unit],
            let count = Int(argument.dropLast()), (0...36_500).contains(count)
        else { return nil }
        self = .ago(seconds: count * factor)
    }

    func time(from now: Timestamp) -> Timestamp {
        switch self {
        case .ago(let seconds): now.adding(seconds: -seconds)
        case .at(let time): time
        }
    }
}
