/// The server's words about a statement that failed, for the person who wrote the statement.
///
/// They may quote data, so they go to that person's terminal and never into a log.
package struct ServerReport: Sendable, Equatable {
    package let message: String
    package let detail: String?
    package let hint: String?
    /// The calls that led there, such as the line of a function; one each line.
    package let context: String?
    /// Where in the statement, in characters counted from 1.
    package let position: Int?
}
