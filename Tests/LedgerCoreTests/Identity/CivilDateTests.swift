import Testing

@testable import LedgerCore

struct CivilDateTests {
    @Test func `days follow each other without a gap for five hundred years`() throws {
        var expected = try #require(CivilDate(year: 1700, month: 1, day: 1))
        for days in expected.daysSinceEpoch..<expected.daysSinceEpoch + 500 * 366 {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date == expected)
            #expect(date.daysSinceEpoch == days)
            expected = try #require(Self.next(after: date))
        }
    }

    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 3, 1, 11_017), (1, 1, 1, -719_162),
        (9999, 12, 31, 2_932_896), (-1, 12, 31, -719_529),
    ])
    func `well-known days have their numbers`(_ day: (Int64, Int64, Int64, Int64)) {
        #expect(CivilDate(year: day.0, month: day.1, day: day.2)?.daysSinceEpoch == day.3)
    }

    @Test(arguments: [
        (2000, true), (1900, false), (2024, true), (2026, false), (2400, true), (0, true),
        (-4, true),
    ])
    func `29 February exists in leap years only`(_ year: (number: Int64, isLeap: Bool)) {
        let exists = CivilDate(year: year.number, month: 2, day: 29) != nil
        #expect(exists == year.isLeap)
    }

    /// The calendar as people count it, without the arithmetic under test.
    private static func next(after date: CivilDate) -> CivilDate? {
        let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if date.day < lengths[Int(date.month) - 1] {
            return CivilDate(year: date.year, month: date.month, day: date.day + 1)
        }
        guard date.month == 12 else {
            return CivilDate(year: date.year, month: date.month + 1, day: 1)
        }
        return CivilDate(year: date.year + 1, month: 1, day: 1)
    }
}
