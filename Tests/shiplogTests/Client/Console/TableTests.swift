import Testing

@testable import shiplog

struct TableTests {
    private var table: Table {
        var table = Table("NAME", "STATUS", "LAST")
        table.add("a", .init(status: "aborted"), .init(nil))
        table.add("a-longer-name", .init(status: "ok"), "x")
        return table
    }

    @Test func `columns are as wide as their widest cell, and lines end with their text`() {
        #expect(
            table.lines(Style(isColoured: false)) == [
                "NAME           STATUS   LAST", "a              aborted  -",
                "a-longer-name  ok       x",
            ])
    }

    @Test func `colours do not move the columns`() {
        let escape = "\u{1B}"
        #expect(
            table.lines(Style(isColoured: true))[1]
                == "a              \(escape)[31maborted\(escape)[0m  -")
    }

    @Test(arguments: [
        (0, "0 s"), (59, "59 s"), (60, "1 min"), (761, "12 min 41 s"), (3600, "1 h"),
        (5400, "1 h 30 min"), (-3, "0 s"),
    ])
    func `time spans are read at a glance`(seconds: Int, text: String) {
        #expect(Wording.duration(seconds: seconds) == text)
    }

    @Test(arguments: [
        (0.0312, "0.0312"), (0.01, "0.01"), (812, "812"), (0.000_01, "0"), (1e20, "1e+20"),
    ])
    func `numbers keep four decimals at most`(number: Double, text: String) {
        #expect(Wording.number(number) == text)
    }
}
