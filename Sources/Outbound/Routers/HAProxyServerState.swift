import Rollout

/// One server of a backend, from a line of `show servers state`.
struct HAProxyServerState: Equatable {
    let name: String
    /// As set by a user or the configuration, 0...256.
    let weight: Int
    /// Neither dead, in maintenance nor drained.
    let takesTraffic: Bool

    /// Reads version 1 of the format, whose columns the second line names.
    ///
    /// - Throws: ``OutboundError/Code/refused`` when HAProxy answers with a refusal,
    ///   ``OutboundError/Code/malformed`` when it is anything else, or cut.
    static func parse(
        _ answer: String, backend: String
    ) throws(OutboundError) -> [HAProxyServerState] {
        let lines = answer.split(whereSeparator: \.isNewline)
        guard lines.first == "1", lines.count > 1, lines[1].hasPrefix("# "),
            answer.hasSuffix("\n\n")
        else {
            try HAProxyRefusal.check(answer, commands: 0)
            throw malformed
        }
        let columns = HAProxyColumns(header: lines[1])
        var servers: [HAProxyServerState] = []
        for line in lines.dropFirst(2) {
            guard let row = columns.row(line), row["be_name"] == backend[...],
                let server = HAProxyServerState(row)
            else { throw malformed }
            servers.append(server)
        }
        return servers
    }

    private static var malformed: OutboundError {
        OutboundError(.malformed, "HAProxy's list of servers is not as we know it")
    }

    private init?(_ row: [Substring: Substring]) {
        guard let name = row["srv_name"], let weight = row["srv_uweight"].flatMap({ Int($0) }),
            let operation = row["srv_op_state"].flatMap({ Int($0) }),
            let administration = row["srv_admin_state"].flatMap({ Int($0) }), weight >= 0
        else { return nil }
        self.name = String(name)
        self.weight = weight
        // Management guide, "show servers state": 0 stopped, 1 starting, 2 running, 3 stopping;
        // of the administrative bits only 0x40 (name set by hand) leaves the traffic alone.
        takesTraffic = (1...2).contains(operation) && administration & ~0x40 == 0
    }
}
