import ArgumentParser
import LedgerCore

/// Reads until there is an answer: a server that restarts is waited for, and its return is told.
struct PatientReader: Sendable {
    let client: APIClient
    let console: Console

    /// - Parameter isMissingLate: "not found" may only mean that the server's views are behind.
    /// - Throws: ``ClientFailure`` for what waiting does not change.
    func object(_ call: APICall, isMissingLate: Bool = false) async throws -> JSONObject {
        var delay = client.pace.reconnect.first
        var isLost = false
        while true {
            do {
                let object = try await client.object(call)
                if isLost { console.say("reconnected") }
                return object
            } catch let failure as ClientFailure {
                let isLate = isMissingLate && failure.exitCode == .notFound
                guard failure.isTransient || isLate else { throw failure }
                if !isLost {
                    let what = isLate ? "not there yet" : "connection lost"
                    console.say("\(what): \(failure.message); trying again")
                }
                isLost = true
            }
            try await Task.sleep(for: delay)
            delay = min(delay * 2, client.pace.reconnect.most)
        }
    }
}
