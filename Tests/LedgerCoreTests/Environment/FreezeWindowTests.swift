import LedgerCore
import Testing

struct FreezeWindowTests {
    /// Summer time in 2026 from March 29 to October 25.
    private static let berlin = ZoneOffsets(
        name: "Europe/Berlin", initialSeconds: 3600,
        changes: [
            .init(at: time("2026-03-29T01:00:00Z"), seconds: 7200),
            .init(at: time("2026-10-25T01:00:00Z"), seconds: 3600),
        ])

    private static func time(_ text: String) -> Timestamp {
        Timestamp(text) ?? Timestamp(microseconds: 0)
    }

    private static func weekly(
        _ from: Int, _ until: Int, on days: Set<FreezeWindow.Weekday> = [],
        _ zone: ZoneOffsets = .utc
    ) -> FreezeWindow {
        FreezeWindow(
            name: "nights",
            schedule: .weekly(.init(days: days, from: from * 60, until: until * 60, zone: zone)))
    }

    @Test(arguments: [
        ("2026-11-24T21:59:59Z", nil), ("2026-11-24T22:00:00Z", "2026-11-25T05:00:00Z"),
        ("2026-11-25T04:59:59Z", "2026-11-25T05:00:00Z"), ("2026-11-25T05:00:00Z", nil),
    ])
    func `a window over midnight lasts into the next day`(at: String, end: String?) {
        #expect(Self.weekly(22, 5).end(at: Self.time(at)) == end.map(Self.time))
    }

    @Test func `the days are those on which it begins`() {
        // From Friday evening to Saturday morning; 2026-11-27 is a Friday.
        let window = Self.weekly(18, 6, on: [.friday])
        #expect(window.end(at: Self.time("2026-11-27T05:00:00Z")) == nil)
        #expect(
            window.end(at: Self.time("2026-11-28T05:00:00Z"))
                == Self.time("2026-11-28T06:00:00Z"))
        #expect(window.end(at: Self.time("2026-11-28T19:00:00Z")) == nil)
    }

    @Test func `the same time twice is a whole day`() {
        let window = Self.weekly(0, 0, on: [.saturday, .sunday])
        #expect(window.end(at: Self.time("2026-11-27T23:59:59Z")) == nil)
        #expect(
            window.end(at: Self.time("2026-11-28T00:00:00Z"))
                == Self.time("2026-11-29T00:00:00Z"))
    }

    @Test(arguments: [
        // In winter, in summer, and in the nights when the clocks change.
        ("2026-01-10T21:30:00Z", "2026-01-11T04:00:00Z"),
        ("2026-07-10T20:30:00Z", "2026-07-11T03:00:00Z"),
        ("2026-03-28T21:30:00Z", "2026-03-29T03:00:00Z"),
        ("2026-10-24T20:30:00Z", "2026-10-25T04:00:00Z"),
    ])
    func `it goes by the clocks of its zone`(at: String, end: String) {
        #expect(Self.weekly(22, 5, Self.berlin).end(at: Self.time(at)) == Self.time(end))
    }

    @Test func `a time that the clocks leave out is the one after it`() {
        // On 2026-03-08 the clocks of New York go from 02:00 to 03:00.
        let zone = ZoneOffsets(
            name: "America/New_York", initialSeconds: -18_000,
            changes: [.init(at: Self.time("2026-03-08T07:00:00Z"), seconds: -14_400)])
        let window = FreezeWindow(
            name: "short",
            schedule: .weekly(.init(days: [], from: 105, until: 135, zone: zone)))
        #expect(
            window.end(at: Self.time("2026-03-08T06:50:00Z"))
                == Self.time("2026-03-08T07:15:00Z"))
    }

    @Test func `one that happens once is over afterwards`() {
        let window = FreezeWindow(
            name: "launch",
            schedule: .once(
                from: Self.time("2026-12-01T00:00:00Z"), until: Self.time("2026-12-02T00:00:00Z")))
        #expect(window.end(at: Self.time("2026-11-30T23:59:59Z")) == nil)
        #expect(
            window.nextStart(from: Self.time("2026-11-30T23:59:59Z"))
                == Self.time("2026-12-01T00:00:00Z"))
        #expect(
            window.end(at: Self.time("2026-12-01T12:00:00Z"))
                == Self.time("2026-12-02T00:00:00Z"))
        #expect(window.nextStart(from: Self.time("2026-12-02T00:00:00Z")) == nil)
    }

    @Test func `it is stored as it was understood, with the zone's offsets`() {
        for window in [
            Self.weekly(22, 5, on: [.monday, .friday], Self.berlin),
            FreezeWindow(
                name: "launch",
                schedule: .once(from: Example.noon, until: Example.noon.adding(seconds: 60))),
        ] {
            #expect(FreezeWindow(FieldReader(window.json)) == window)
        }
    }

    /// When the next of several windows begins, as an established scheduler's cases have it.
    private struct Vectors: Decodable {
        struct Case: Decodable {
            let at: String
            let windows: [String]
            let days: [Int]
            let expect: String
        }

        struct Table: Decodable {
            let rows: [Case]
        }

        let orcaTimeWindow: Table
    }

    @Test func `the next window begins when the recorded cases say`() throws {
        // Pacific time in that spring.
        let zone = ZoneOffsets(
            name: "America/Los_Angeles", initialSeconds: -28_800,
            changes: [.init(at: Self.time("2015-03-08T10:00:00Z"), seconds: -25_200)])
        func moment(_ text: String) -> Timestamp {
            let parts = text.split(whereSeparator: { "/ ".contains($0) })
            return Self.time("2015-\(parts[0])-\(parts[1])T\(parts[2])-08:00")
        }
        let cases = try VectorFile.read("analysis.json", as: Vectors.self).orcaTimeWindow.rows
        #expect(cases.count == 9)
        for item in cases {
            let days = Set(item.days.map { FreezeWindow.Weekday.allCases[$0 - 1] })
            let spans = item.windows.isEmpty ? ["00:00-00:00"] : item.windows
            let starts = spans.compactMap { span -> Timestamp? in
                let hours = span.split(separator: "-").compactMap { Int($0.prefix(2)) }
                return Self.weekly(hours[0], hours[1], on: days, zone).nextStart(
                    from: moment(item.at))
            }
            #expect(starts.min() == moment(item.expect), "\(item)")
        }
    }
}
