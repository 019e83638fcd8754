import ArgumentParser

/// How data is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// For people.
    case table
    /// The API's own document.
    case json
    /// The API's own rows, one a line.
    case ndjson
}
