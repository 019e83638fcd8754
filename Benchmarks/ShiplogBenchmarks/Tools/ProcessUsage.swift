import Foundation

/// What the kernel counts for a process; times in ticks of 10 ms.
enum ProcessUsage {
    /// User and system time of this process, in seconds.
    static var own: Double { seconds(ofProcess: "self", fields: 11...12) }

    /// The same of all children that have ended and been waited for.
    static var endedChildren: Double { seconds(ofProcess: "self", fields: 13...14) }

    static func seconds(of pid: Int32) -> Double {
        seconds(ofProcess: "\(pid)", fields: 11...12)
    }

    /// Of a process, of its children that live, and of those that have ended.
    static func secondsOfFamily(_ pid: Int32) -> Double {
        let children = childrenOf(pid).reduce(0) { $0 + seconds(of: $1) }
        return children + seconds(ofProcess: "\(pid)", fields: 11...14)
    }

    static func residentMegabytes(of pid: Int32) -> Double {
        let line = SystemFile.text("/proc/\(pid)/status").split(separator: "\n")
            .first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(separator: " ").dropLast().last.flatMap { Double($0) }
        return (kilobytes ?? 0) / 1024
    }

    /// The fields after the name, counted from 0: the state is 0, the parent 1.
    private static func fields(ofProcess name: String) -> [Substring] {
        // The name is in parentheses and may hold anything.
        let stat = SystemFile.text("/proc/\(name)/stat")
        guard let end = stat.lastIndex(of: ")") else { return [] }
        return stat[stat.index(after: end)...].split(separator: " ")
    }

    private static func seconds(ofProcess name: String, fields wanted: ClosedRange<Int>) -> Double {
        let fields = fields(ofProcess: name)
        guard fields.count > wanted.upperBound else { return 0 }
        return fields[wanted].reduce(0) { $0 + (Double($1) ?? 0) } / 100
    }

    private static func childrenOf(_ pid: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { candidate in
            let fields = fields(ofProcess: "\(candidate)")
            return fields.count > 1 && fields[1] == "\(pid)"
        }
    }
}
