import EventLog
import LedgerCore
import Logging

/// Keeps the flags of this process up to date for as long as it serves.
struct FlagFeed: Sendable {
    let dependencies: APIDependencies

    /// News may be missed by who does not wait for them; a kill must not wait for a second.
    private static let patience = Duration.milliseconds(250)

    func run() async {
        while !Task.isCancelled {
            do {
                if try await !dependencies.flags.catchUp() {
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
