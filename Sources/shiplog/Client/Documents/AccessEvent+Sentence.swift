import LedgerCore

extension AccessEvent {
    /// What happened, in plain words.
    var sentence: String {
        switch self {
        case .keyCreated(let fact):
            "key \(fact.key.name) of \(fact.key.owner) created, as "
                + fact.key.roles.sorted().map(\.rawValue).joined(separator: ", ")
        case .keyRotated(let fact):
            "the key got another secret; the old one counts until \(fact.previousUntil)"
        case .keyRevoked: "the key was revoked"
        case .keyUsed: "the key was used, for the first time that day"
        case .refused(let fact): "\(fact.operation) was refused: \(fact.code)"
        }
    }
}
