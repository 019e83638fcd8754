import Foundation

/// The machine, and how busy others kept it.
struct Conditions: Sendable {
    private let processor: String
    private let cores: Int
    private let loadBefore: String
    private var loadAfter = ""

    static func now() -> Conditions {
        Conditions(
            processor: processorName(), cores: ProcessInfo.processInfo.activeProcessorCount,
            loadBefore: load())
    }

    /// Takes note of the load at the end.
    mutating func end() { loadAfter = Self.load() }

    var lines: [String] {
        [
            "\(cores) cores (\(processor)); load before \(loadBefore), after \(loadAfter).",
            "Each cell: median (minimum–maximum) of the rounds.",
        ]
    }

    /// Averages over 1, 5 and 15 minutes.
    private static func load() -> String {
        SystemFile.text("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
    }

    private static func processorName() -> String {
        let line = SystemFile.text("/proc/cpuinfo").split(separator: "\n")
            .first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map {
            $0.trimmingCharacters(in: .whitespaces)
        } ?? "unknown"
    }
}
