/// One line of an allow-list: a network, and perhaps one port of it.
package struct AddressRule: Sendable, Hashable {
    let network: Network
    /// `nil` stands for every port.
    let port: UInt16?

    func covers(_ address: NetworkAddress, port wanted: UInt16) -> Bool {
        network.contains(address) && (port == nil || port == wanted)
    }
}

extension AddressRule {
    struct Malformed: Error {
        let problem: String
        init(_ rule: Substring, _ problem: String) { self.problem = "'\(rule)': \(problem)" }
    }

    /// Reads `10.0.0.0/8`, `10.0.0.7:8080`, `[fd00::]/8` or `[fd00::]/8:8080`.
    init(parsing rule: Substring) throws(Malformed) {
        let (address, rest) = try AddressRule.splitAddress(rule)
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let length = try AddressRule.prefixLength(parts[0], of: address, in: rule)
        guard address.prefix(length) == address else {
            throw Malformed(
                rule, "has bits after its prefix; did you mean \(address.prefix(length))/\(length)?"
            )
        }
        network = Network(address, prefixLength: length)
        port = parts.count == 2 ? try AddressRule.port(parts[1], in: rule) : nil
    }

    /// The address, and what follows it: nothing, `/8`, `:80` or `/8:80`.
    private static func splitAddress(
        _ rule: Substring
    ) throws(Malformed) -> (NetworkAddress, Substring) {
        let bracket = rule.hasPrefix("[") ? rule.firstIndex(of: "]") : nil
        let end = bracket ?? rule.firstIndex { $0 == "/" || $0 == ":" } ?? rule.endIndex
        let text = bracket == nil ? rule[..<end] : rule[..<end].dropFirst()
        guard let address = NetworkAddress(String(text)), text.contains(":") == (bracket != nil)
        else {
            throw Malformed(
                rule, "is not an address such as 10.0.0.0/8, 10.0.0.7:8080 or [fd00::]/8")
        }
        return (address, bracket == nil ? rule[end...] : rule[end...].dropFirst())
    }

    private static func prefixLength(
        _ text: Substring, of address: NetworkAddress, in rule: Substring
    ) throws(Malformed) -> Int {
        if text.isEmpty { return address.bitWidth }
        guard text.hasPrefix("/"), let length = digits(text.dropFirst()),
            length <= address.bitWidth
        else { throw Malformed(rule, "needs a prefix length of 0 to \(address.bitWidth)") }
        return length
    }

    private static func port(_ text: Substring, in rule: Substring) throws(Malformed) -> UInt16 {
        guard let number = digits(text), let port = UInt16(exactly: number), port > 0
        else { throw Malformed(rule, "needs a port of 1 to 65535") }
        return port
    }

    /// `Int.init` would take a sign.
    private static func digits(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
