import EventLog
import LedgerCore

/// Tells who asks, before anything else of a request is looked at.
struct Gate: Sendable {
    let dependencies: APIDependencies
    let authentication: Authentication
    let rates: KeyRates

    /// - Parameters:
    ///   - authorization: the header's value, `nil` when there was none.
    ///   - host: whom the request was addressed to, as the client wrote it.
    func admit(authorization: String?, host: String?) async throws -> Principal {
        let bearer = authorization.flatMap(Self.bearer)
        guard let bearer, KeyText.isMeant(by: bearer) else {
            return try authentication.principal(bearer: bearer, host: host)
        }
        // Only the first one of a process waits for the log.
        if dependencies.flags.now == nil { try await dependencies.flags.catchUp() }
        guard let now = dependencies.flags.now else {
            throw Problem.unavailable("the keys are not read yet")
        }
        let keys = dependencies.flags.keys
        let principal = try keys.principal(bearer, at: now)
        if let key = principal.key { try rates.take(key) }
        if let id = principal.key, let key = keys.keys[id], key.usedAt?.dayNumber != now.dayNumber {
            dependencies.accessJournal.noteUse(of: id, by: principal.actor)
        }
        return principal
    }

    static func bearer(_ authorization: String) -> String? {
        guard authorization.lowercased().hasPrefix("bearer ") else { return nil }
        return String(authorization.dropFirst(7))
    }
}

extension Timestamp {
    /// Days since 1970, in UTC.
    var dayNumber: Int64 { microseconds / 86_400_000_000 }
    var minuteNumber: Int64 { microseconds / 60_000_000 }
}
