/// Which block of a migration runs.
package enum MigrationDirection: String, Sendable, CaseIterable {
    case up
    case down
}
