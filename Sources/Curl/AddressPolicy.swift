/// The addresses that we may connect to; whatever no rule covers is refused.
///
/// It is asked with the address about to be connected, after name resolution, so neither a name
/// that changes its address nor an odd spelling of one gets past it. Link-local, multicast and
/// other special networks (``Network/deniedUnlessNamed``) need a rule that lies inside them:
/// `0.0.0.0/0` does not open them, `169.254.10.0/24` opens that part.
package struct AddressPolicy: Sendable, Equatable {
    let rules: [AddressRule]
    /// Whether stats sockets and the like may be opened; their file permissions guard them then.
    let allowsUnixSockets: Bool

    /// - Parameters:
    ///   - text: rules between commas, such as `127.0.0.0/8,10.0.0.0/8:8080,[fd00::]/8`; spaces
    ///     around them do not count. Empty text allows nothing.
    /// - Throws: ``AddressPolicyError`` naming every malformed rule.
    package init(
        parsing text: String, allowsUnixSockets: Bool = false
    ) throws(AddressPolicyError) {
        var rules: [AddressRule] = []
        var problems: [String] = []
        for rule in AddressPolicy.split(text) {
            do throws(AddressRule.Malformed) {
                rules.append(try AddressRule(parsing: rule))
            } catch {
                problems.append(error.problem)
            }
        }
        guard problems.isEmpty else { throw AddressPolicyError(problems: problems) }
        self.rules = rules
        self.allowsUnixSockets = allowsUnixSockets
    }

    package func allows(_ address: NetworkAddress, port: UInt16) -> Bool {
        let special = Network.deniedUnlessNamed.first { $0.contains(address) }
        return rules.contains { rule in
            rule.covers(address, port: port) && (special?.contains(rule.network) ?? true)
        }
    }

    private static func split(_ text: String) -> [Substring] {
        guard text.contains(where: { !$0.isWhitespace }) else { return [] }
        return text.split(separator: ",", omittingEmptySubsequences: false).map { rule in
            let start = rule.drop(while: \.isWhitespace)
            let trailing = start.reversed().prefix(while: \.isWhitespace).count
            return start.dropLast(trailing)
        }
    }
}
