/// A range of addresses: those that share their first bits.
package struct Network: Sendable, Hashable {
    /// Its bits after the prefix are 0.
    let base: NetworkAddress
    /// 0...32 or 0...128.
    let prefixLength: Int

    /// Traps unless the length fits and the bits after it are 0.
    init(_ base: NetworkAddress, prefixLength: Int) {
        precondition((0...base.bitWidth).contains(prefixLength), "no such prefix length")
        precondition(base.prefix(prefixLength) == base, "bits after the prefix")
        self.base = base
        self.prefixLength = prefixLength
    }

    func contains(_ address: NetworkAddress) -> Bool {
        address.bitWidth == base.bitWidth && address.prefix(prefixLength) == base
    }

    func contains(_ other: Network) -> Bool {
        other.prefixLength >= prefixLength && contains(other.base)
    }
}

extension Network: CustomStringConvertible {
    package var description: String { "\(base)/\(prefixLength)" }
}

extension Network {
    /// Reached only by a rule that lies wholly inside: what no service of ours runs on, or what
    /// answers to everybody on the machine or its cloud.
    ///
    /// From IANA's special-purpose registries (RFC 6890): "this host", link-local with the clouds'
    /// metadata service, shared carrier space, multicast with all above it, and IPv6's equals.
    static let deniedUnlessNamed: [Network] = [
        Network(.v4(0), prefixLength: 8),
        Network(.v4(0xa9fe_0000), prefixLength: 16),
        Network(.v4(0x6440_0000), prefixLength: 10),
        Network(.v4(0xe000_0000), prefixLength: 3),
        Network(.v6(0), prefixLength: 128),
        Network(.v6(0xfe80 << 112), prefixLength: 10),
        Network(.v6(0xff00 << 112), prefixLength: 8),
    ]
}
