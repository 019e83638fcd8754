import LedgerCore
import Testing

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
        (1_795_525_361_000_250, "2026-11-24T13:02:41.000250Z"),
        (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
        (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ])
    func `a time is written as RFC 3339 in UTC with six decimals`(_ time: (Int64, String)) {
        #expect(Timestamp(microseconds: time.0).description == time.1)
        #expect(Timestamp(time.1) == Timestamp(microseconds: time.0))
    }

    @Test func `any time of the years 1 to 9999 reads back from its text`() {
        for seed in 1...2000 {
            var random = SeededRandom(seed)
            let time = Timestamp(
                microseconds: .random(
                    in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random))
            #expect(Timestamp(time.description) == time, "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("2026-11-24T14:32:41+01:30", "2026-11-24T13:02:41.000000Z"),
        ("2026-11-24T00:30:00-23:59", "2026-11-25T00:29:00.000000Z"),
        ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000000Z"),
        ("2026-11-24t13:02:41z", "2026-11-24T13:02:41.000000Z"),
        ("2026-11-24T13:02:41-00:00", "2026-11-24T13:02:41.000000Z"),
        ("2026-11-24T13:02:41.5Z", "2026-11-24T13:02:41.500000Z"),
        ("2026-11-24T13:02:41.123456789Z", "2026-11-24T13:02:41.123456Z"),
        ("1969-12-31T23:59:59.75+00:00", "1969-12-31T23:59:59.750000Z"),
        ("0000-12-31T23:00:00-02:00", "0001-01-01T01:00:00.000000Z"),
    ])
    func `offsets and decimals are understood`(_ time: (text: String, inUTC: String)) {
        #expect(Timestamp(time.text)?.description == time.inUTC)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T13:02:41", "2026-11-24 13:02:41Z", "2026-11-24T13:02Z",
        "2026-13-24T13:02:41Z", "2026-00-24T13:02:41Z", "2026-02-29T13:02:41Z",
        "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-11-00T00:00:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T13:60:41Z", "2026-11-24T23:59:60Z",
        "2026-11-24T13:02:41.Z", "2026-11-24T13:02:41.1234567890Z", "2026-11-24T13:02:41,5Z",
        "2026-11-24T13:02:41+0130", "2026-11-24T13:02:41+24:00", "2026-11-24T13:02:41+01:60",
        "2026-11-24T13:02:41ZZ", "226-11-24T13:02:41Z", "+026-11-24T13:02:41Z",
        "2026-1-24T13:02:41Z", "２０２６-11-24T13:02:41Z", "-026-11-24T13:02:41Z",
    ])
    func `anything else than RFC 3339 is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: ["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"])
    func `a time whose year in UTC has not four digits is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [(1_999_999, 1), (-1, -1), (-1_000_000, -1), (-1_000_001, -2), (0, 0)])
    func `whole seconds between two times are rounded towards the past`(
        _ difference: (microseconds: Int64, seconds: Int)
    ) {
        let earlier = Timestamp(microseconds: 77)
        let later = Timestamp(microseconds: 77 + difference.microseconds)
        #expect(later.seconds(since: earlier) == difference.seconds)
    }

    @Test func `times can be moved and compared`() {
        let time = Timestamp(microseconds: 5)
        #expect(time.adding(seconds: -2).microseconds == -1_999_995)
        #expect(time.adding(milliseconds: 3).microseconds == 3005)
        #expect(time < time.adding(milliseconds: 1))
    }
}
