import Redis
import Testing

struct RedisAddressTests {
    @Test(arguments: [
        ("redis://cache", "cache", 6379, 0), ("redis://cache:6380", "cache", 6380, 0),
        ("redis://cache:6380/", "cache", 6380, 0), ("redis://127.0.0.1/7", "127.0.0.1", 6379, 7),
        ("redis://[::1]:6380/2", "::1", 6380, 2), ("redis://[::1]", "::1", 6379, 0),
        ("redis://:secret@cache:1/3", "cache", 1, 3),
        ("redis://ada:p%40ss@w@cache", "cache", 6379, 0),
    ])
    func `a network address has a host, a port and a database`(
        _ text: String, _ host: String, _ port: Int, _ database: Int
    ) throws {
        let address = try RedisAddress(text)
        #expect(address.endpoint == .network(host: host, port: port))
        #expect(address.database == database)
    }

    @Test func `a socket's address is its path`() throws {
        let address = try RedisAddress("unix:///run/redis/redis.sock")
        #expect(address.endpoint == .socket(path: "/run/redis/redis.sock"))
        #expect("\(address)" == "unix:///run/redis/redis.sock")
    }

    @Test func `user and password are percent-encoded`() throws {
        let address = try RedisAddress("redis://a%3Ada:p%40s%2fs%C3%A9@cache")
        let expected = RedisAddress(
            .network(host: "cache", port: 6379), user: "a:da", password: "p@s/sé")
        #expect(address == expected)
    }

    @Test(arguments: [
        "", "cache:6379", "http://cache", "redis://", "redis://:6379", "redis://cache:0",
        "redis://cache:65536", "redis://cache:+1", "redis://cache:x", "redis://cache/x",
        "redis://cache/-1", "redis://::1:6379", "redis://[::1", "redis://ada@cache",
        "redis://:p%4@cache", "redis://:p%zz@cache", "redis://:%FF@cache", "redis://cache/0?x=1",
        "unix://run/redis.sock", "unix://", "redis://cache:",
    ])
    func `an address that is not understood is refused`(_ text: String) {
        let error = #expect(throws: RedisAddressError.self) { try RedisAddress(text) }
        #expect(error?.code == .malformed)
    }

    @Test func `an encrypted address is refused with what to do`() {
        let error = #expect(throws: RedisAddressError.self) {
            try RedisAddress("rediss://ada:secret@cache")
        }
        #expect(error?.code == .encryptionUnsupported)
        #expect(error?.message.contains("stunnel") == true)
    }

    @Test func `a refusal does not quote the address`() {
        let error = #expect(throws: RedisAddressError.self) {
            try RedisAddress("redis://ada:secret@cache:x")
        }
        #expect(error.map { "\($0)" }?.contains("secret") == false)
    }

    @Test func `a password is never shown`() throws {
        let address = try RedisAddress("redis://ada:secret@cache/1")
        var dumped = ""
        dump(["address": address], to: &dumped)
        for text in ["\(address)", String(reflecting: address), "\([address])", dumped] {
            #expect(text.contains("redis://cache:6379/1"))
            #expect(!text.contains("secret") && !text.contains("ada"))
        }
    }
}
