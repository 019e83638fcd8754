import LedgerCore

extension EnvironmentEvent {
    /// What happened, in plain words.
    var sentence: String {
        switch self {
        case .freezeSet(let fact): "freeze \(fact.window.name) set"
        case .freezeRemoved(let fact): "freeze \(fact.name) removed"
        case .stopped: "the environment was stopped"
        case .resumed: "the environment goes on"
        }
    }
}
