/// What HAProxy's master says about its workers.
struct HAProxyWorkers {
    /// How often the master was told to reload, those that failed included.
    let reloads: Int
    /// How many of them failed since one last succeeded.
    let failures: Int
    /// Whether a worker of the newest configuration has the ports.
    let isServing: Bool

    /// - Parameter text: the answer to `show proc`; `nil` when it is not one.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        guard let master = lines.first(where: { $0.count > 4 && $0[1] == "master" }),
            let reloads = Int(master[2]), master[3] == "[failed:",
            let failures = Int(master[4].dropLast())
        else { return nil }
        self.reloads = reloads
        self.failures = failures
        isServing = lines.contains { $0.count > 2 && $0[1] == "worker" && $0[2] == "0" }
    }
}
