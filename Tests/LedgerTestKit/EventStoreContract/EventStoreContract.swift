package import EventLog
import Testing

/// What every event store keeps to, the one in memory and the real one.
package enum EventStoreContract {
    package typealias Store = any EventStore & DueRows

    /// One rule; each is checked on an empty store of its own.
    package struct Rule: Sendable, CustomTestStringConvertible {
        package let name: String
        package let check: @Sendable (Store) async throws -> Void

        package var testDescription: String { name }

        init(_ name: String, _ check: @escaping @Sendable (Store) async throws -> Void) {
            self.name = name
            self.check = check
        }
    }

    package static let rules: [Rule] =
        versionRules + commandRules + timeRules + dueRules + readingRules + searchingRules
        + concurrencyRules
}
