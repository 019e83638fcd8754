/// How a runner behaves towards others who use the database.
package struct RunnerSettings: Sendable {
    /// Longest wait for another runner.
    package var lockWait = Duration.seconds(60)
    /// Longest wait of a statement for a table; whoever comes behind it waits as long.
    package var lockTimeout = Duration.seconds(5)
    /// Longest run of one statement; `nil` sets no limit.
    package var statementTimeout: Duration?
    /// Pauses before a step is tried again that could not lock its tables.
    package var retryPauses: [Duration] = [1, 2, 4, 8, 16].map(Duration.seconds)
    /// Who does it, for the records.
    package var actor: String
    /// Why, for the records.
    package var reason: String?

    package init(actor: String) { self.actor = actor }
}
