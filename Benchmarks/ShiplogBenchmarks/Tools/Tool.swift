import Foundation
import Servers
import Synchronization

/// Runs a peer's program to its end.
enum Tool {
    private static let lastNumber = Atomic(0)

    /// - Returns: what it wrote, errors included.
    static func run(
        _ name: String, _ arguments: [String], in directory: String,
        within limit: Duration = .seconds(120)
    ) async throws -> String {
        let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
        let log = "\(directory)/\(name)-\(number).log"
        try await ChildProcess.run(Launch(name, arguments, log: log), within: limit)
        return try String(contentsOfFile: log, encoding: .utf8)
    }

    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
