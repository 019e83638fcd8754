import FoundationEssentials

/// The processes of this machine, as the kernel lists them.
enum Processes {
    /// Whether the process exists and is not a zombie.
    static func exists(_ pid: Int32) -> Bool {
        guard let fields = fields(of: pid) else { return false }
        return fields[0] != "Z"
    }

    /// Whether a process that is not ours to wait for is gone within ten seconds.
    static func end(of pid: Int32) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while exists(pid), ContinuousClock.now < deadline { await Task.yield() }
        return !exists(pid)
    }

    /// The processes that a process started and that have not ended.
    static func children(of parent: Int32) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc")
            .compactMap { Int32($0) }
            .filter { fields(of: $0)?[1] == "\(parent)" }
    }

    /// The fields of `/proc/<pid>/stat` from the state on; the parent's id is the second.
    private static func fields(of pid: Int32) -> [Substring]? {
        guard let status = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
            return nil
        }
        // Before the state comes the program's name in parentheses, which may hold anything.
        let text = String(decoding: status, as: UTF8.self)
        return text.split(separator: ")").last?.split(separator: " ")
    }
}
