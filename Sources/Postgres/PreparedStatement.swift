/// A statement that each connection prepares when it first runs it.
package struct PreparedStatement: Sendable, Equatable {
    /// Unique among the statements of a program.
    package let name: String
    /// With `$1`, `$2` … for the values; never with a value in it.
    package let sql: String

    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }
}
