import FoundationEssentials

/// A process and all that it started, as they were at one moment.
struct ProcessTree {
    private struct Member {
        let pid: Int32
        /// In clock ticks since the machine started: tells it from a later process of this number.
        let startedAt: Substring
    }

    private let members: [Member]

    var count: Int { members.count }

    /// - Parameter root: itself a member.
    init(under root: Int32) throws {
        let all = try FileManager.default.contentsOfDirectory(atPath: "/proc")
            .compactMap { Int32($0) }
            .compactMap { pid in Self.fields(of: pid).map { (pid, $0) } }
        let children = Dictionary(grouping: all, by: { $0.1[1] })
        var found = all.filter { $0.0 == root }
        var next = 0
        while next < found.count {
            found += children["\(found[next].0)"] ?? []
            next += 1
        }
        members = found.map { Member(pid: $0.0, startedAt: $0.1[19]) }
    }

    /// Those that have not ended.
    var left: [Int32] {
        members.filter { member in
            guard let fields = Self.fields(of: member.pid) else { return false }
            return fields[19] == member.startedAt && fields[0] != "Z"
        }.map(\.pid)
    }

    /// The fields of `/proc/<pid>/stat` from the state on: 1 is the parent, 19 the start time.
    private static func fields(of pid: Int32) -> [Substring]? {
        guard let status = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
            return nil
        }
        // Before the state comes the program's name in parentheses, which may hold anything.
        let fields = String(decoding: status, as: UTF8.self)
            .split(separator: ")").last?.split(separator: " ")
        return fields.flatMap { $0.count > 19 ? $0 : nil }
    }
}
