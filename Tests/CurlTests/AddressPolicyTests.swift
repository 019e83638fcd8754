import Testing

@testable import Curl

struct AddressPolicyTests {
    @Test(arguments: [
        ("127.0.0.0/8", "127.255.255.255"), ("10.1.2.3", "10.1.2.3"), ("0.0.0.0/0", "8.8.8.8"),
        ("[fd00::]/8", "fdff::1"), ("[::1]", "::1"), ("10.0.0.0/8, 192.168.0.0/16", "192.168.1.1"),
        ("127.0.0.0/8", "::ffff:127.0.0.1"), ("[::ffff:10.0.0.0]/8", "10.9.9.9"),
    ])
    func `an address that a rule covers is allowed`(rules: String, address: String) throws {
        #expect(try policy(rules).allows(parsed(address), port: 443))
    }

    @Test(arguments: [
        ("", "127.0.0.1"), ("127.0.0.0/8", "128.0.0.0"), ("10.1.2.3", "10.1.2.4"),
        ("0.0.0.0/0", "::1"), ("[::]/0", "10.0.0.1"), ("[fd00::]/8", "fe00::1"),
        ("127.0.0.0/8", "::ffff:126.0.0.1"),
    ])
    func `an address that no rule covers is not`(rules: String, address: String) throws {
        #expect(try !policy(rules).allows(parsed(address), port: 443))
    }

    @Test func `a rule with a port opens that port only`() throws {
        let policy = try policy("10.0.0.0/8:8080,[::1]:90")

        #expect(policy.allows(try parsed("10.0.0.1"), port: 8080))
        #expect(!policy.allows(try parsed("10.0.0.1"), port: 8081))
        #expect(policy.allows(try parsed("::1"), port: 90))
        #expect(!policy.allows(try parsed("::1"), port: 91))
    }

    @Test(arguments: [
        "169.254.169.254", "0.0.0.0", "0.1.2.3", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "fe80::1", "ff02::1", "::", "::ffff:169.254.169.254",
    ])
    func `a special address needs a rule of its own`(address: String) throws {
        let address = try parsed(address)
        let own = Network(address, prefixLength: address.bitWidth)

        #expect(try !policy("0.0.0.0/0,[::]/0").allows(address, port: 80))
        #expect(try policy("\(own)").allows(address, port: 80))
    }

    @Test func `a rule inside a special network opens its part`() throws {
        let policy = try policy("169.254.10.0/24")

        #expect(policy.allows(try parsed("169.254.10.7"), port: 80))
        #expect(!policy.allows(try parsed("169.254.11.7"), port: 80))
    }

    @Test func `every malformed rule is reported, each with its reason`() throws {
        let text = "10.0.0.0/8,localhost,10.0.0.1/8,,127.0.0.1/33,127.1,10.0.0.1:0,fd00::/8,[::1"

        let error = try #require(throws: AddressPolicyError.self) {
            try AddressPolicy(parsing: text)
        }

        #expect(error.problems.count == 8)
        #expect(error.problems[0].hasPrefix("'localhost': is not an address"))
        #expect(error.problems[1].hasSuffix("did you mean 10.0.0.0/8?"))
        #expect(error.problems[2].hasPrefix("'': is not an address"))
        #expect(error.problems[3] == "'127.0.0.1/33': needs a prefix length of 0 to 32")
        #expect(error.problems[4].hasPrefix("'127.1': is not an address"))
        #expect(error.problems[5] == "'10.0.0.1:0': needs a port of 1 to 65535")
        #expect(error.problems[6].hasPrefix("'fd00::/8': is not an address"))
        #expect(error.problems[7].hasPrefix("'[::1': is not an address"))
    }

    @Test(arguments: ["10.0.0.0/+8", "10.0.0.0/8:+80", "10.0.0.0/", "[::1]80", "1.2.3.4:70000"])
    func `numbers are digits in their range`(rule: String) {
        #expect(throws: AddressPolicyError.self) { try AddressPolicy(parsing: rule) }
    }

    private func policy(_ text: String) throws -> AddressPolicy { try AddressPolicy(parsing: text) }

    private func parsed(_ text: String) throws -> NetworkAddress {
        try #require(NetworkAddress(text))
    }
}
