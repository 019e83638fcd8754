/// A family of measurements that share their preparation.
protocol Benchmark: Sendable {
    /// What it is called on the command line.
    static var name: String { get }

    static func run(on bench: Workbench) async throws -> [ReportRow]
}

/// How much is measured.
struct Scale: Sendable {
    let rounds: Int
    /// Events in the log that is read.
    let events: Int
    /// Deployments that wait while memory is measured.
    let waiting: Int
}

/// A measurement that did not go as it must; its numbers would mean nothing.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
