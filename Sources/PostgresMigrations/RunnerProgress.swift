package import Migrations

/// What a runner tells while it works.
package enum RunnerProgress: Sendable, Equatable {
    /// Another runner has the lock; the text names it.
    case waiting(String)
    case started(MigrationStep)
    /// The step is committed.
    case finished(MigrationStep, Duration)
    /// It could not lock its tables, was taken back, and is tried again after the pause.
    case retrying(MigrationStep, Duration)
}
