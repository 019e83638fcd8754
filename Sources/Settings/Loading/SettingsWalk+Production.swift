extension SettingsWalk {
    /// What production may not have, unless somebody says that it may.
    mutating func refuseInsecure() {
        for entry in entries {
            guard let position = entry.position, let message = Self.weakness(entry) else {
                continue
            }
            problems.append(
                .init(
                    position, "\(entry.section).\(entry.path)",
                    "\(message); --allow-insecure lets it pass"))
        }
    }

    private static func weakness(_ entry: Entry) -> String? {
        switch (entry.path, entry.value.revealed) {
        case ("debug", .flag(true)): "debug is on in production"
        case ("api_url", .text(let url)) where url.lowercased().hasPrefix("http://"):
            "production's API is reached without TLS"
        case ("database_url", .text(let url)): weakness(ofDatabase: url)
        default: nil
        }
    }

    private static func weakness(ofDatabase url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        let rest = url[start...]
        let at = rest.lastIndex(of: "@")
        if let at, let colon = rest[..<at].firstIndex(of: ":"),
            rest[rest.index(after: colon)..<at] == "postgres"
        {
            return "the database has the default password"
        }
        let host = at.map { rest[rest.index(after: $0)...] } ?? rest
        // A socket of this machine, where TLS is of no use.
        if host.hasPrefix("/") || host.hasPrefix("%2F") || host.contains("host=/") { return nil }
        let modes = ["sslmode=require", "sslmode=verify-ca", "sslmode=verify-full"]
        let pairs = host.split(whereSeparator: { $0 == "?" || $0 == "&" }).dropFirst()
        return pairs.contains { modes.contains(String($0)) }
            ? nil : "the database is reached without sslmode=require or stricter"
    }
}
