/// The other side of a raw exchange, as settings write it.
struct ExchangePeer: Equatable {
    /// What libcurl is told to connect to.
    let url: String
    let unixSocketPath: String?

    /// - Parameter address: `host:port`, `[::1]:port` or `unix:/path`.
    /// - Throws: ``CurlError/Code/malformedRequest``.
    init(_ address: String) throws(CurlError) {
        if address.hasPrefix("unix:") {
            try self.init(unixSocketPath: String(address.dropFirst(5)))
        } else {
            try self.init(hostAndPort: address)
        }
    }

    private init(unixSocketPath path: String) throws(CurlError) {
        // 107: `sun_path` of Linux has 108 bytes, the last of them NUL.
        guard path.hasPrefix("/"), path.utf8.count <= 107, !path.utf8.contains(0) else {
            throw CurlError(
                .malformedRequest, "A unix socket is written unix:/path, at most 107 bytes of path")
        }
        url = "http://localhost/"
        unixSocketPath = path
    }

    private init(hostAndPort address: String) throws(CurlError) {
        let colon = address.lastIndex(of: ":") ?? address.startIndex
        let host = address[..<colon]
        let port = address[colon...].dropFirst()
        let isHost = host.utf8.allSatisfy(ExchangePeer.isHostByte)
        guard !host.isEmpty, isHost, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt16(port), number > 0
        else {
            throw CurlError(.malformedRequest, "An address is written host:port or unix:/path")
        }
        url = "http://\(host):\(number)/"
        unixSocketPath = nil
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: [UInt8]("-._:[]".utf8).contains(byte)
        }
    }
}
