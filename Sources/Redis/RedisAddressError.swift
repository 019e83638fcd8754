/// Why an address of a Redis server is refused; its text never quotes the address.
package struct RedisAddressError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        case malformed
        /// `rediss://`: Debian's hiredis 0.14 has no TLS.
        case encryptionUnsupported
    }

    package let code: Code
    package let message: String

    static func malformed(_ what: String) -> RedisAddressError {
        let forms = "redis://[user:password@]host[:port][/database] or unix:///path"
        return RedisAddressError(code: .malformed, message: "\(what); expected \(forms)")
    }

    static let encryptionUnsupported = RedisAddressError(
        code: .encryptionUnsupported,
        message: """
            rediss:// is not supported, because the system's hiredis has no TLS: run stunnel or \
            another TLS proxy beside this process and give its local redis:// or unix:// address
            """)
}

extension RedisAddressError: CustomStringConvertible {
    package var description: String { message }
}
