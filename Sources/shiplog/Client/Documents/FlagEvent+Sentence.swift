import LedgerCore

extension FlagEvent {
    /// What happened, in plain words.
    var sentence: String {
        switch self {
        case .created(let fact): "flag created, \(fact.sentence)"
        case .changed(let fact): "flag changed, \(fact.sentence)"
        case .killed: "flag killed"
        case .restored: "flag restored"
        case .overrideSet(let fact):
            "override of \(fact.override.user.prefix(64)): \(fact.override.variant)"
        case .overrideRemoved(let fact): "override of \(fact.user.prefix(64)) removed"
        case .archived: "flag archived"
        }
    }
}

extension FlagEvent.Defined {
    fileprivate var sentence: String {
        let document = FlagDocument(json: definition.json)
        return "\(document.state), for \(document.rollout)"
    }
}
