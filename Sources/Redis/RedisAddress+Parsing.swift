extension RedisAddress {
    /// Reads `redis://[user:password@]host[:port][/database]` or `unix://[user:password@]/path`.
    ///
    /// Special characters of user and password are percent-encoded. The port is 6379 and the
    /// database 0 when left out.
    package init(_ text: String) throws(RedisAddressError) {
        guard let mark = text.firstRange(of: "://") else { throw .malformed("no scheme") }
        let scheme = text[..<mark.lowerBound]
        var rest = text[mark.upperBound...]
        let login = try Self.takeLogin(&rest)
        switch scheme {
        case "redis":
            let (endpoint, database) = try Self.network(rest)
            self.init(endpoint, database: database, user: login.user, password: login.password)
        case "unix":
            guard rest.hasPrefix("/") else { throw .malformed("the socket's path is not absolute") }
            self.init(.socket(path: String(rest)), user: login.user, password: login.password)
        case "rediss": throw .encryptionUnsupported
        default: throw .malformed("unknown scheme")
        }
    }

    /// Cuts off everything up to the last `@`.
    private static func takeLogin(
        _ rest: inout Substring
    ) throws(RedisAddressError) -> (user: String, password: String?) {
        guard let at = rest.lastIndex(of: "@") else { return ("", nil) }
        let login = rest[..<at]
        rest = rest[rest.index(after: at)...]
        guard let colon = login.firstIndex(of: ":") else {
            throw .malformed("no password before @")
        }
        guard let user = decoded(login[..<colon]),
            let password = decoded(login[login.index(after: colon)...])
        else { throw .malformed("user or password is not percent-encoded") }
        return (user, password)
    }

    private static func network(
        _ rest: Substring
    ) throws(RedisAddressError) -> (Endpoint, database: Int) {
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.count > 1 ? parts[1] : ""
        guard let database = path.isEmpty ? 0 : decimal(path) else {
            throw .malformed("the database is not a number")
        }
        return (try hostAndPort(parts[0]), database)
    }

    private static func hostAndPort(_ text: Substring) throws(RedisAddressError) -> Endpoint {
        var host = text
        var port = Substring("6379")
        // The colons of an IPv6 address stand in brackets.
        if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard let number = decimal(port), (1...65_535).contains(number) else {
            throw .malformed("the port is not in 1...65535")
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(where: { "[]:".contains($0) }) {
            throw .malformed("an IPv6 address needs [ ]")
        }
        guard !host.isEmpty else { throw .malformed("no host") }
        return .network(host: String(host), port: number)
    }

    /// Digits only: `Int.init` would take a sign.
    private static func decimal(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? Int(text) : nil
    }

    /// `nil` when a `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let high = hexadecimal(digits[digits.startIndex]),
                let low = hexadecimal(digits[digits.index(after: digits.startIndex)])
            else { return nil }
            bytes.append(high << 4 | low)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
