/// How values are shown that may hold a secret.
enum ShownValue {
    /// A URL without its password and without the values of its query.
    ///
    /// The last `@` ends the credentials, so that a password may hold `/`, `?` and `@`.
    static func url(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return redaction }
        var rest = text[scheme.upperBound...]
        var shown = String(text[..<scheme.upperBound])
        if let at = rest.lastIndex(of: "@") {
            let name = rest[..<at].prefix { $0 != ":" }
            let hasPassword = name.endIndex != at
            shown += (hasPassword ? String(name) : "") + ":***@"
            rest = rest[rest.index(after: at)...]
        }
        guard let query = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) else {
            return shown + rest
        }
        let pairs = rest[rest.index(after: query)...].split(separator: "&")
        let names = pairs.map { $0.prefix { $0 != "=" } + "=***" }
        return shown + rest[..<query] + "?" + names.joined(separator: "&")
    }

    /// The password inside a URL, if there is one.
    static func password(_ url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound,
            let at = url.lastIndex(of: "@"), start < at,
            let colon = url[start..<at].firstIndex(of: ":")
        else { return nil }
        return String(url[url.index(after: colon)..<at])
    }

    /// Whether a key's name says that its value is secret.
    static func isSecret(_ key: String) -> Bool {
        let key = key.lowercased()
        let ends = ["key", "token", "secret", "password", "credentials", "passphrase"]
        return ends.contains { key.hasSuffix($0) } || key.contains("password")
    }
}
