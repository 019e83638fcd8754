import PostgresTestKit
import Testing

/// The tests of this suite share one server; each has a database of its own.
@Suite(.postgres(), .timeLimit(.minutes(2)))
struct PostgresMigrationsTests {}
