import EventLog
import LedgerCore
import Logging

/// Keeps the flags and the keys of this process up to date for as long as it serves.
struct FlagFeed: Sendable {
    let dependencies: APIDependencies
    /// Only keys are served: without an admin's nobody can make another.
    let asksForKeys: Bool

    /// News may be missed by who does not wait for them; a kill must not wait for a second.
    private static let patience = Duration.milliseconds(250)

    func run() async {
        var hasLooked = !asksForKeys
        while !Task.isCancelled {
            do {
                let hasNews = try await dependencies.flags.catchUp()
                if let now = dependencies.flags.now {
                    await dependencies.accessJournal.recordUses(at: now)
                    if !hasLooked, !dependencies.flags.keys.hasAdmin(at: now) {
                        dependencies.logger.warning(
                            "Only keys are served, and no admin's key counts: start it with a token"
                        )
                    }
                    hasLooked = true
                }
                if !hasNews {
                    await dependencies.events.waitForNews(patience: Self.patience)
                }
            } catch {
                dependencies.logger.warning(
                    "The flags fall behind", metadata: ["error": "\(error)"])
                // Ends early when the server does; then so does the loop.
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
