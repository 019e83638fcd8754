import Migrations
import Testing

@Suite struct MigrationVersionTests {
    @Test func `versions are in the order of their numbers, not of their letters`() throws {
        let texts = ["10", "2", "1.10", "1.9", "1", "9", "11", "20240101000000", "1.9.1"]

        let sorted = try texts.map { try #require(MigrationVersion($0)) }.sorted()

        #expect(
            sorted.map(\.description)
                == ["1", "1.9", "1.9.1", "1.10", "2", "9", "10", "11", "20240101000000"])
    }

    @Test(arguments: [("01", "1"), ("1.0", "1"), ("1_2", "1.2"), ("0.0", "0"), ("1.010", "1.10")])
    func `the same number written otherwise is the same version`(one: String, other: String) {
        #expect(MigrationVersion(one) == MigrationVersion(other))
        #expect(MigrationVersion(one)?.description == other)
    }

    @Test(arguments: ["", "a", "1.", ".1", "1..2", "٣", "0.nope", "-1", "1 "])
    func `what is not digits in groups is no version`(text: String) {
        #expect(MigrationVersion(text) == nil)
    }

    @Test func `numbers of any length are compared exactly`() throws {
        let small = try #require(MigrationVersion("99999999999999999999999999"))
        let great = try #require(MigrationVersion("100000000000000000000000000"))
        #expect(small < great)
    }
}
