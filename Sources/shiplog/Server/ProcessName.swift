import Foundation

enum ProcessName {
    /// Host, process and chance: unique among all workers alive.
    static func unique() -> String {
        let host = ProcessInfo.processInfo.hostName.split(separator: ".").first ?? "host"
        let chance = String(UInt32.random(in: 0...UInt32.max), radix: 36)
        return "\(host)-\(ProcessInfo.processInfo.processIdentifier)-\(chance)"
    }
}
