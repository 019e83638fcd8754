import Glibc

/// An IP address; IPv6 forms that stand for an IPv4 address are that IPv4 address.
package enum NetworkAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads dotted IPv4 or IPv6 text without brackets; `nil` for anything else, `127.1` included.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    init(_ address: in_addr) {
        self = .v4(UInt32(bigEndian: address.s_addr))
    }

    init(_ address: in6_addr) {
        let number = unsafe withUnsafeBytes(of: address) { bytes in
            UInt128(bigEndian: unsafe bytes.loadUnaligned(as: UInt128.self))
        }
        // RFC 4291 2.5.5.2: ::ffff:0:0/96 holds IPv4 addresses, and the kernel connects to those.
        self = number >> 32 == 0xffff ? .v4(UInt32(truncatingIfNeeded: number)) : .v6(number)
    }

    /// 32 or 128.
    var bitWidth: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// The address with everything after the first `length` bits cleared.
    func prefix(_ length: Int) -> NetworkAddress {
        switch self {
        case .v4(let number): .v4(number & ~(UInt32.max >> UInt32(length)))
        case .v6(let number): .v6(number & ~(UInt128.max >> UInt128(length)))
        }
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// Dotted, or IPv6 in brackets, as in a URL.
    package var description: String {
        switch self {
        case .v4(let number):
            stride(from: 24, through: 0, by: -8).map { String((number >> $0) & 0xff) }
                .joined(separator: ".")
        case .v6(let number): "[\(NetworkAddress.text(of: number))]"
        }
    }

    private static func text(of number: UInt128) -> String {
        var address = in6_addr()
        unsafe withUnsafeMutableBytes(of: &address) { bytes in
            unsafe bytes.storeBytes(of: number.bigEndian, as: UInt128.self)
        }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard unsafe inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil
        else { return String(number, radix: 16) }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
