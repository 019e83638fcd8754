/// Names of this machine that nobody else can give a meaning to.
enum LoopbackHost {
    /// - Parameter authority: `host` or `host:port`, IPv6 in brackets.
    static func isLoopback(authority: String) -> Bool {
        if authority.hasPrefix("[") {
            return authority.prefix { $0 != "]" } == "[::1"
        }
        return isLoopback(host: String(authority.prefix { $0 != ":" }))
    }

    /// `localhost`, `::1`, or a literal of 127.0.0.0/8; never another name.
    static func isLoopback(host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
